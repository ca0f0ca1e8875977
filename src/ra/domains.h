// Pre-validated domains (NC-x6): proven once, used by every application for names in them until
// the dated limit of reuse.
#pragma once

#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/authorization.h"
#include "ra/scope.h"

namespace chancery::ra {

class Office;
class Proofs;

struct NewDomain {
  std::string_view name;
  /// Of the enterprise: OV certificates for the domain name it and no other. Empty: any.
  model::OrganizationId organization = {};
};

/// Of an enterprise. Safe for many threads.
class Domains final {
 public:
  static constexpr int kMostOfAccount = 500;

  Domains(Office& office, Proofs& proofs) : office_(office), proofs_(proofs) {}

  /// Begins the proof: the value to publish is in the answer, and the service looks for it by
  /// itself. A domain whose validation has run out can be added again. Errors: those of
  /// identifier_from_text and of policy::NameRules for the public profiles, kDomainIsWildcard,
  /// kDomainKnown, kDomainsTooMany, vetting::kOrganizationNotFound.
  [[nodiscard]] Result<model::Authorization> add(model::AccountId account, const NewDomain& domain,
                                                 std::string_view actor);

  /// Newest first.
  [[nodiscard]] Result<std::vector<model::Authorization>> list(model::AccountId account);

  /// Looks for the proof now; does not wait. Errors: kDomainNotFound, kAuthorizationClosed.
  [[nodiscard]] Result<model::Authorization> check_now(model::AccountId account,
                                                       model::AuthorizationId id);

  /// Gives it up: nothing rests on it any more. Errors: kDomainNotFound.
  [[nodiscard]] Result<void> remove(model::AccountId account, model::AuthorizationId id,
                                    std::string_view actor);

 private:
  Office& office_;
  Proofs& proofs_;
};

}  // namespace chancery::ra
