// Who a request comes from, once that is proven.
#pragma once

#include <memory>
#include <string>

#include "base/result.h"
#include "identity/role.h"
#include "model/account.h"
#include "store/tenant.h"

namespace chancery::identity {

struct OpenSession;

struct Caller {
  Role role = Role::applicant;
  model::AccountId account;  ///< whose things it acts for; empty for staff
  std::string actor;         ///< for the audit log: "api-key:ID", "user:ID"
  /// What of the role's permissions an API key may use.
  PermissionSet scopes = PermissionSet::all();
  /// Of a person in a browser; none for an API key.
  std::shared_ptr<const OpenSession> session = {};

  [[nodiscard]] PermissionSet permissions() const { return permissions_of(role).both(scopes); }
  [[nodiscard]] bool may(Permission permission) const { return permissions().has(permission); }

  /// Errors: kPermissionMissing with "role" and "permission".
  [[nodiscard]] Result<void> require(Permission permission) const;

  /// Everybody's rows for who has `everyones`, those of its own enterprise for who has `own`.
  /// Errors: kPermissionMissing.
  [[nodiscard]] Result<store::Tenant> tenant(Permission everyones, Permission own) const;
};

}  // namespace chancery::identity
