// Asking DNS, and knowing whether to believe the answer (RFC 4035 section 4.3).
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "base/result.h"
#include "net/deadline.h"
#include "net/dns_record.h"
#include "net/query_name.h"

namespace chancery::net {

/// There is no "bogus" here: a bogus answer is never data, it is the error kDnsBogus.
enum class Security {
  secure,    ///< validated from a trust anchor down to this answer, or to this absence
  insecure,  ///< shown to be unsigned, or no trust anchor is configured at all
};

[[nodiscard]] std::string_view to_text(Security security);

enum class Outcome {
  data,
  no_data,       ///< the name exists, without a record of this type
  no_such_name,  ///< NXDOMAIN
};

struct DnsAnswer {
  QueryName name;
  RecordType type;
  Outcome outcome;
  /// Of the whole answer: every alias on the way and the final records.
  Security security;
  /// The names that CNAMEs led through, in order, without `name` itself. For people.
  std::vector<std::string> aliases;
  /// Record data in wire form, at most kMaxRecords; empty unless `outcome` is data.
  std::vector<Bytes> rdata;
  /// Capped by the resolver's cache limit, so it may be shorter than what the zone says.
  std::chrono::seconds ttl;

  static constexpr std::size_t kMaxRecords = 100;
};

/// Safe to call from any thread. The one implementation for production is UnboundResolver; the
/// interface is the seam for simulations.
class Resolver {
 public:
  virtual ~Resolver() = default;

  /// Follows CNAME and DNAME. Absence is an answer, not an error. Errors: kDnsBogus (with the
  /// validator's reason), kDnsServfail, kDnsTimeout, kDnsRefused (other RCODEs),
  /// kDnsAnswerTooLarge; all with the parameters name and type. A failure says nothing about
  /// whether the zone is signed.
  [[nodiscard]] virtual Result<DnsAnswer> query(const QueryName& name, RecordType type,
                                                Deadline deadline) = 0;

  /// Whether a trust anchor is configured. Without one, every answer is `insecure` and that
  /// proves nothing.
  [[nodiscard]] virtual bool validates() const = 0;
};

/// Turns absence into kDnsNoSuchName or kDnsNoData, for callers that need a record.
[[nodiscard]] Result<DnsAnswer> require_data(Result<DnsAnswer> answer);

/// Typed views of one answer. Precondition: the answer is of that type. Errors:
/// kDnsRecordMalformed when any record is malformed.
[[nodiscard]] Result<std::vector<Address>> addresses_of(const DnsAnswer& answer);
[[nodiscard]] Result<std::vector<std::string>> txt_of(const DnsAnswer& answer);
[[nodiscard]] Result<std::vector<CaaRecord>> caa_of(const DnsAnswer& answer);

}  // namespace chancery::net
