// Requests that may be sent twice: the Idempotency-Key header.
#pragma once

#include <functional>
#include <optional>

#include "api/call.h"
#include "base/time.h"
#include "model/idempotency.h"
#include "store/database.h"

namespace chancery::api {

/// How long a repeated request gets the first answer.
inline constexpr Duration kAnswerLife = std::chrono::hours(24);
/// How long a request may be worked on. When the process dies meanwhile, the key is free after
/// that; longer than any request's deadline.
inline constexpr Duration kClaimLife = std::chrono::minutes(2);

/// One request under its key. Keys of one API key never meet those of another. Only answers that
/// tell of success are kept: what was refused changed nothing, so trying it again is right.
class Once final {
 public:
  /// Nothing when the request has no such header. `database` is borrowed.
  /// Errors: kIdempotencyKeyMalformed.
  [[nodiscard]] static Result<std::optional<Once>> of(const Call& call, store::Database& database,
                                                      Time now);

  /// The answer that the same request got before, if it was answered.
  /// Errors: store::kIdempotencyMismatch, kIdempotencyInProgress.
  [[nodiscard]] Result<std::optional<http::Response>> earlier_answer();

  /// Inside of a unit: takes the key for this request, or returns the answer of one that was
  /// quicker. Errors: as `earlier_answer`.
  [[nodiscard]] Result<std::optional<http::Response>> claim(store::Transaction& tx);

  /// Inside of the unit that holds what the answer tells about.
  [[nodiscard]] Result<void> keep(store::Transaction& tx, int status, std::string_view body);

  /// Gives the key back when a claimed request came to nothing; calls `then` afterwards, on the
  /// store's writer thread.
  void release(std::move_only_function<void()> then);

 private:
  Once(store::Database& database, model::IdempotencyRecord record, Time now)
      : database_(&database), record_(std::move(record)), now_(now) {}

  store::Database* database_;
  model::IdempotencyRecord record_;
  Time now_;
};

/// `act` under the call's Idempotency-Key, for acts that make their own commits: the key is claimed
/// before, the answer kept after. Without the header just `act`.
[[nodiscard]] Result<http::Response> answer_once(
    const Call& call, store::Database& database, Time now,
    const std::function<Result<http::Response>()>& act);

}  // namespace chancery::api
