// People with passwords (0040_identity.sql, 0041_people.sql).
#pragma once

#include <optional>
#include <vector>

#include "base/result.h"
#include "model/user.h"
#include "store/session.h"
#include "store/tenant.h"

namespace chancery::store {

class UserRepository final {
 public:
  /// False when there is a user of this name already; nothing is changed then.
  [[nodiscard]] static Result<bool> insert(Transaction& tx, const model::User& user);
  [[nodiscard]] static Result<std::optional<model::User>> by_name(Snapshot& snapshot,
                                                                  std::string_view name);
  [[nodiscard]] static Result<std::optional<model::User>> by_id(Snapshot& snapshot,
                                                                model::UserId id,
                                                                const Tenant& tenant);
  /// Everybody with that e-mail address, at most 100.
  [[nodiscard]] static Result<std::vector<model::User>> by_email(Snapshot& snapshot,
                                                                 std::string_view email);
  /// Newest first, ids below `before`, at most `limit`.
  [[nodiscard]] static Result<std::vector<model::User>> list(Snapshot& snapshot,
                                                             const Tenant& tenant,
                                                             model::UserId before, int limit);
  /// Active people in that role who have an e-mail address, oldest first, at most `limit`.
  [[nodiscard]] static Result<std::vector<model::User>> reachable(Snapshot& snapshot,
                                                                  const Tenant& tenant,
                                                                  std::string_view role, int limit);
  /// Replaces all but id, name, enterprise and `created`.
  [[nodiscard]] static Result<void> update(Transaction& tx, const model::User& user);
};

}  // namespace chancery::store
