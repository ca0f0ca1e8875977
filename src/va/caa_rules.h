// What a set of CAA records says, without asking anybody (RFC 8659 sections 4 and 5).
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "net/dns_record.h"
#include "va/caa.h"

namespace chancery::va {

/// Judges a relevant, non-empty record set. Wildcards look at issuewild, and at issue only when
/// there is no issuewild (RFC 8659 section 4.3, NT-58). Errors: kCaaForbids, kCaaCriticalUnknown;
/// without the parameters that tell where the records stand.
[[nodiscard]] Result<CaaReason> judge_caa(std::span<const net::CaaRecord> records,
                                          const CaaQuestion& question,
                                          std::span<const std::string> issuer_domains);

/// How long a look-up may be relied on: since when, and at least how long (a longer TTL counts).
struct CaaReuse {
  std::string_view citation;
  Seconds effective;
  std::chrono::seconds at_least;
};
[[nodiscard]] Time caa_usable_until(Time checked, std::chrono::seconds ttl);

/// The values of iodef properties, escaped and cut.
[[nodiscard]] std::vector<std::string> iodef_of(std::span<const net::CaaRecord> records);

}  // namespace chancery::va
