// People with passwords (0040_identity.sql).
#pragma once

#include <optional>

#include "base/result.h"
#include "model/user.h"
#include "store/session.h"

namespace chancery::store {

class UserRepository final {
 public:
  /// False when there is a user of this name already; nothing is changed then.
  [[nodiscard]] static Result<bool> insert(Transaction& tx, const model::User& user);
  [[nodiscard]] static Result<std::optional<model::User>> by_name(Snapshot& snapshot,
                                                                  std::string_view name);
  /// Replaces the password, whether it is for one use, and the count of failures.
  [[nodiscard]] static Result<void> update(Transaction& tx, const model::User& user);
};

}  // namespace chancery::store
