// WebAuthn credentials, and the challenges that were answered (0042_second_factors.sql).
#pragma once

#include <optional>
#include <vector>

#include "base/result.h"
#include "model/digest.h"
#include "model/passkey.h"
#include "store/session.h"

namespace chancery::store {

class PasskeyRepository final {
 public:
  /// False when somebody has this credential already.
  [[nodiscard]] static Result<bool> insert(Transaction& tx, const model::Passkey& passkey);
  [[nodiscard]] static Result<std::optional<model::Passkey>> by_credential(Snapshot& snapshot,
                                                                           BytesView credential_id);
  /// Oldest first, at most 100.
  [[nodiscard]] static Result<std::vector<model::Passkey>> of_user(Snapshot& snapshot,
                                                                   model::UserId user);
  /// After a use. False when the counter that is stored does not grow by it.
  [[nodiscard]] static Result<bool> used(Transaction& tx, model::PasskeyId id,
                                         std::uint32_t sign_count, Time now);
  /// False when this user has no such passkey.
  [[nodiscard]] static Result<bool> drop(Transaction& tx, model::PasskeyId id, model::UserId user);

  /// False when that challenge was spent before.
  [[nodiscard]] static Result<bool> spend(Transaction& tx, const model::Digest& challenge,
                                          Time expires);
  [[nodiscard]] static Result<std::int64_t> drop_spent(Transaction& tx, Time now, int limit);
};

}  // namespace chancery::store
