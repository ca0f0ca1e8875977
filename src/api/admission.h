// Who calls, and whose things the call may touch (NT-104, NT-105).
#pragma once

#include <optional>

#include "http/request.h"
#include "identity/api_keys.h"
#include "ra/scope.h"

namespace chancery::api {

/// The permissions that open an operation. Which role has which is identity's table.
struct Gate {
  identity::Permission everyones;  ///< acts on things of every account
  /// Acts on things of the key's own account; nothing when there is no such narrower right.
  std::optional<identity::Permission> own = {};
};

/// From the Authorization header (RFC 6750 section 2.1).
/// Errors: identity::kApiKeyInvalid, whatever is wrong.
[[nodiscard]] Result<identity::Caller> authenticate(const http::Request& request,
                                                    identity::ApiKeys& keys);

/// Staff when the role has `everyones`; else the key's account when it has `own`. A key without an
/// account never gets a scope of its own: what belongs to no account is the CA's.
/// Errors: identity::kPermissionMissing, kAccountNeeded.
[[nodiscard]] Result<ra::Scope> admit(const identity::Caller& caller, const Gate& gate);

/// The account that new things of this call belong to. Errors: kAccountNeeded.
[[nodiscard]] Result<model::AccountId> account_of(const identity::Caller& caller);

}  // namespace chancery::api
