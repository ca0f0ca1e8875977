// Dated numbers: how long a certificate may live, how long a validation may be reused.
// TLS BR 6.3.2, 4.2.1, 7.1.2.1.1, 7.1.2.7; RFC 5280; house rules.
#pragma once

#include <optional>
#include <span>

#include "policy/rule.h"

namespace chancery::policy {

enum class Limit {
  validity_days,            ///< upper bound for a subscriber certificate
  domain_reuse_days,        ///< upper bound for reuse of a domain or IP address validation
  mailbox_reuse_days,       ///< upper bound for reuse of a mailbox validated by a mail to it
  identity_reuse_days,      ///< upper bound for reuse of verified subject identity
  organization_days,        ///< how long the validation of an organization lasts
  backdating_seconds,       ///< how far notBefore may lie before signing
  ca_backdating_seconds,    ///< the same for a CA certificate
  root_backdating_seconds,  ///< the same for a self-signed root
  root_validity_days_min,   ///< lower bound for a root certificate
  root_validity_days_max,   ///< upper bound for a root certificate
};

/// One row. The same limit may have several rows in force at once, from different sources: the
/// strictest wins.
struct DatedLimit {
  Rule rule;
  Limit limit;
  PolicySet set;
  std::int64_t value;
};

/// Every row, in force or not.
[[nodiscard]] std::span<const DatedLimit> dated_limits();

/// The strictest row in force at `at` (the greatest value for a lower bound, else the smallest), or
/// nullptr where no source sets a bound.
[[nodiscard]] const DatedLimit* strictest(Limit limit, PolicySet set, Time at);

/// How many days a subscriber certificate signed at `at` may live; nothing when no law bounds it
/// (private hierarchies: the issuer's own notAfter does).
[[nodiscard]] std::optional<std::int64_t> max_validity_days(PolicySet set, Time at);

/// How many days before `at` a domain or IP validation may lie that a certificate signed at `at`
/// rests on (BR 4.2.1 measures back from issuance).
[[nodiscard]] std::int64_t validation_reuse_days(PolicySet set, Time at);

}  // namespace chancery::policy
