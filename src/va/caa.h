// May this certificate authority issue for this name? (RFC 8659, RFC 8657, BR 3.2.2.8)
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "net/deadline.h"
#include "net/resolver.h"
#include "va/method.h"
#include "x509/dns_name.h"

namespace chancery::va {

/// NT-59: what a look-up that failed twice means.
enum class CaaLookupFailure {
  permits_when_insecure,  ///< BR 3.2.2.8: permission when DNSSEC shows the zone to be unsigned
  refuses,                ///< always a refusal
};

struct CaaSettings {
  /// The issuer domain names of CPS 4.2, in lower case.
  std::vector<std::string> issuer_domains;
  CaaLookupFailure lookup_failure = CaaLookupFailure::permits_when_insecure;
};

struct CaaQuestion {
  x509::DnsName name;  ///< one dNSName of the certificate, perhaps a wildcard
  /// RFC 8657. Without an account, no record with `accounturi` permits; without a method, none
  /// with `validationmethods`.
  std::optional<std::string> account_uri;
  std::optional<Method> method;
};

enum class CaaReason {
  no_records,              ///< none at the name nor at any parent (AW-43)
  no_restriction,          ///< records, but no issue property that bears on this kind of name
  authorized,              ///< a property names one of our issuer domains
  lookup_failed_insecure,  ///< CaaLookupFailure::permits_when_insecure applied
};

[[nodiscard]] std::string_view to_text(CaaReason reason);

/// A permission. There is no refusing decision: refusals are errors.
struct CaaDecision {
  x509::DnsName name;
  CaaReason reason;
  std::string found_at;              ///< where the relevant record set stands; "" without one
  std::vector<std::string> records;  ///< in presentation form
  net::Security security;            ///< the weakest of the answers on the way
  Time checked;
  Time usable_until;  ///< `checked` plus the greater of the TTL and 8 hours (BR 3.2.2.8)
};

/// One JSON object for the audit log.
[[nodiscard]] std::string to_json(const CaaDecision& decision);

class CaaChecker final {
 public:
  /// Both are borrowed.
  CaaChecker(net::Resolver& resolver, const Clock& clock, CaaSettings settings);

  /// Climbs from the name (without "*.") to the top-level domain until records are found. A
  /// failed look-up is repeated once. Safe to call from any thread.
  /// Errors: kCaaForbids, kCaaCriticalUnknown, kCaaMalformed, each with the parameters name,
  /// found_at, records and, where the zone has one, iodef (whom to report to, RFC 8659 section
  /// 4.4); kCaaLookupFailed; net::kDnsBogus.
  [[nodiscard]] Result<CaaDecision> check(const CaaQuestion& question,
                                          net::Deadline deadline) const;

 private:
  net::Resolver& resolver_;
  const Clock& clock_;
  CaaSettings settings_;
};

}  // namespace chancery::va
