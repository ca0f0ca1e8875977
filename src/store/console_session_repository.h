// Sessions of browsers (0041_people.sql).
#pragma once

#include <optional>
#include <vector>

#include "base/result.h"
#include "model/console_session.h"
#include "store/session.h"

namespace chancery::store {

class ConsoleSessionRepository final {
 public:
  [[nodiscard]] static Result<void> insert(Transaction& tx, const model::ConsoleSession& session);
  /// In any state: the caller looks at its times.
  [[nodiscard]] static Result<std::optional<model::ConsoleSession>> by_token(
      Snapshot& snapshot, const model::Digest& token_hash);
  /// The newest first, at most 100, whether over or not.
  [[nodiscard]] static Result<std::vector<model::ConsoleSession>> of_user(Snapshot& snapshot,
                                                                          model::UserId user);
  [[nodiscard]] static Result<void> touch(Transaction& tx, model::ConsoleSessionId id, Time now);
  /// Replaces the token: the one before opens nothing from then on. Errors: kRecordGone.
  [[nodiscard]] static Result<void> replace_token(Transaction& tx, model::ConsoleSessionId id,
                                                  const model::Digest& token_hash,
                                                  std::optional<Time> verified);
  /// False when this user has no such session.
  [[nodiscard]] static Result<bool> end(Transaction& tx, model::ConsoleSessionId id,
                                        model::UserId user);
  /// All of a user's, but that one (empty: without exception).
  [[nodiscard]] static Result<void> end_all(Transaction& tx, model::UserId user,
                                            model::ConsoleSessionId but);
  /// At most `limit` that ended before `now`.
  [[nodiscard]] static Result<std::int64_t> drop_expired(Transaction& tx, Time now, int limit);
};

}  // namespace chancery::store
