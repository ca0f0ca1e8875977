// Who a request comes from, once that is proven.
#pragma once

#include <string>

#include "base/result.h"
#include "identity/role.h"
#include "model/account.h"

namespace chancery::identity {

struct Caller {
  Role role = Role::applicant;
  model::AccountId account;  ///< whose things it sees, unless the role sees everybody's
  std::string actor;         ///< for the audit log: "api-key:ID"

  /// Errors: kPermissionMissing with "role" and "permission".
  [[nodiscard]] Result<void> require(Permission permission) const;
};

}  // namespace chancery::identity
