#include "identity/caller.h"

#include "identity/errors.h"

namespace chancery::identity {

Result<void> Caller::require(Permission permission) const {
  if (!may(role, permission)) {
    return fail(kPermissionMissing, {{"role", std::string(to_text(role))},
                                     {"permission", std::string(to_text(permission))}});
  }
  return {};
}

}  // namespace chancery::identity
