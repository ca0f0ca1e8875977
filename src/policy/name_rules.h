// Which DNS names and IP addresses may stand in a certificate.
// TLS BR 3.2.2.6, 4.2.2, 7.1.2.7.12, 7.1.4.2; RFC 5280 4.2.1.6; RFC 5890; RFC 6761; NT-24..29.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "policy/public_suffix.h"
#include "policy/rule.h"

namespace chancery::x509 {
class DnsName;
class IpAddress;
}  // namespace chancery::x509

namespace chancery::policy {

/// The rules for names of one hierarchy. Cheap to copy; safe for many threads.
///
/// Both checks judge form and place in the name space only: nothing here asks whether the applicant
/// controls the name, whether it resolves, or what CAA says.
class NameRules final {
 public:
  /// `local_suffixes`: suffixes such as "test" or "corp.internal" that the operator vouches for
  /// although the public DNS does not know them. Meant for development hierarchies under
  /// public-trust rules; empty in production. They lift only the rules on reserved and internal
  /// names.
  NameRules(PolicySet set, std::shared_ptr<const PublicSuffixList> suffixes,
            std::vector<std::string> local_suffixes = {});

  /// Errors: kNameUnderscore, kNameReservedLabel, kNameIdnMalformed, kNameWildcardForbidden,
  /// kNameWildcardTooWide; for public trust also kNamePublicSuffix, kNameReserved, kNameInternal,
  /// kNameReverseZone. Parameters: "name", "rule" (its id) and "citation".
  [[nodiscard]] Result<void> check(const x509::DnsName& name, Time at) const;

  /// Errors: kAddressReserved (public trust; multicast and unspecified ones everywhere).
  [[nodiscard]] Result<void> check(const x509::IpAddress& address, Time at) const;

  [[nodiscard]] PolicySet set() const { return set_; }
  [[nodiscard]] const PublicSuffixList& suffixes() const { return *suffixes_; }

 private:
  PolicySet set_;
  std::shared_ptr<const PublicSuffixList> suffixes_;
  std::vector<std::string> local_suffixes_;
};

/// The rows behind NameRules.
[[nodiscard]] std::span<const Rule* const> name_rules(PolicySet set);

}  // namespace chancery::policy
