#include "profile/identity.h"

#include "policy/limits.h"
#include "profile/attribute_text.h"
#include "profile/errors.h"

namespace chancery::profile {

Result<VettedIdentity> VettedIdentity::make(std::vector<x509::Attribute> attributes,
                                            Time verified_at, std::string evidence) {
  if (attributes.empty()) {
    return fail(kSubjectMalformed, "seen", "nothing");
  }
  if (evidence.empty()) {
    return fail(kIdentityUnproven);
  }
  for (const x509::Attribute& attribute : attributes) {
    TRY(check_attribute_text(attribute.type, attribute.text));
  }
  return VettedIdentity(std::move(attributes), verified_at, std::move(evidence));
}

Result<void> check_age(const VettedIdentity& identity, policy::PolicySet set, Time at) {
  const auto* limit = strictest(policy::Limit::identity_reuse_days, set, at);
  const Time verified = identity.verified_at();
  const bool too_old = limit != nullptr && at > verified + std::chrono::days(limit->value);
  if (verified > at || too_old) {
    return fail(
        kIdentityTooOld,
        {{"verified_at", to_rfc3339(verified)},
         {"allowed", limit == nullptr ? std::string() : std::to_string(limit->value)},
         {"citation", limit == nullptr ? std::string() : std::string(limit->rule.citation)}});
  }
  return {};
}

}  // namespace chancery::profile
