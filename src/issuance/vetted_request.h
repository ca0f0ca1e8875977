// Stage one of the road: a request whose names and key keep the rules (BR 4.2.2, 6.1.1.3, 7.1.4.2).
#pragma once

#include "base/result.h"
#include "policy/name_rules.h"
#include "profile/build.h"
#include "profile/profile.h"
#include "profile/validity.h"

namespace chancery::issuance {

/// Whoever holds one knows: every name and the key passed `policy` at the time given, and the
/// content fits the profile. What it does NOT say: that the applicant controls the names, that CAA
/// permits, that the key's owner agrees. `ra` and `ca` answer for those before they ask for one.
///
/// Borrows the profile, which must outlive it.
class VettedRequest final {
 public:
  /// DNS names are put into their one form (lower case), and a name that stands there twice is
  /// taken once. Errors: those of policy::NameRules::check, policy::check_public_key and
  /// profile::check_content; kEmailMalformed, kUriMalformed; kRulesMismatch when `names` are not of
  /// the profile's policy set.
  [[nodiscard]] static Result<VettedRequest> vet(const profile::Profile& profile,
                                                 profile::Content content,
                                                 profile::ValidityWish wish,
                                                 const policy::NameRules& names, Time at);

  [[nodiscard]] const profile::Profile& profile() const { return *profile_; }
  [[nodiscard]] const profile::Content& content() const { return content_; }
  [[nodiscard]] const profile::ValidityWish& wish() const { return wish_; }

 private:
  VettedRequest(const profile::Profile& profile, profile::Content content,
                profile::ValidityWish wish)
      : profile_(&profile), content_(std::move(content)), wish_(wish) {}

  const profile::Profile* profile_;
  profile::Content content_;
  profile::ValidityWish wish_;
};

}  // namespace chancery::issuance
