// Requests that may be sent twice, and what was answered the first time.
#pragma once

#include <optional>

#include "model/idempotency.h"
#include "store/session.h"

namespace chancery::store {

class IdempotencyRepository final {
 public:
  /// Claims the key for this request (status 0) when it is free or expired: nothing is returned,
  /// go on. When the same request was answered: that answer. Errors: kIdempotencyMismatch (another
  /// request used the key), kIdempotencyInProgress (the first is not answered yet).
  [[nodiscard]] static Result<std::optional<model::IdempotencyRecord>> claim(
      Transaction& tx, const model::IdempotencyRecord& request, Time now);

  /// Stores the answer, in the same unit as what it tells about. Works without a claim too.
  [[nodiscard]] static Result<void> answer(Transaction& tx, const model::IdempotencyRecord& record);

  /// Lets go of a claim that came to nothing, so that the request can be repeated.
  [[nodiscard]] static Result<void> release(Transaction& tx, model::AccountId account,
                                            std::string_view key);

  [[nodiscard]] static Result<std::optional<model::IdempotencyRecord>> find(
      Snapshot& snapshot, model::AccountId account, std::string_view key, Time now);

  /// Drops at most `limit` expired records; returns how many.
  [[nodiscard]] static Result<std::int64_t> drop_expired(Transaction& tx, Time now, int limit);
};

}  // namespace chancery::store
