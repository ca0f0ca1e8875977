#include "identity/caller.h"

#include "identity/errors.h"

namespace chancery::identity {

Result<void> Caller::require(Permission permission) const {
  if (!may(permission)) {
    return fail(kPermissionMissing, {{"role", std::string(to_text(role))},
                                     {"permission", std::string(to_text(permission))}});
  }
  return {};
}

Result<store::Tenant> Caller::tenant(Permission everyones, Permission own) const {
  if (may(everyones)) {
    return store::Tenant::anybody();
  }
  TRY(require(own));
  return store::Tenant::of(account);
}

}  // namespace chancery::identity
