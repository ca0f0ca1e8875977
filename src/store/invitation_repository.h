// Links for one use (0041_people.sql).
#pragma once

#include <optional>

#include "base/result.h"
#include "model/invitation.h"
#include "store/session.h"

namespace chancery::store {

class InvitationRepository final {
 public:
  [[nodiscard]] static Result<void> insert(Transaction& tx, const model::Invitation& invitation);
  /// Expired or not: the caller looks.
  [[nodiscard]] static Result<std::optional<model::Invitation>> by_token(
      Snapshot& snapshot, const model::Digest& token_hash);
  /// When the one that lasts longest ends; nothing when the person has none.
  [[nodiscard]] static Result<std::optional<Time>> newest_end(Snapshot& snapshot,
                                                              model::UserId user);
  /// Every link of that person, so that none is left to be used.
  [[nodiscard]] static Result<void> drop_of(Transaction& tx, model::UserId user);
  [[nodiscard]] static Result<std::int64_t> drop_expired(Transaction& tx, Time now, int limit);
};

}  // namespace chancery::store
