// Code generators and recovery codes (0042_second_factors.sql). Secrets come sealed, codes hashed.
#pragma once

#include <optional>
#include <vector>

#include "base/result.h"
#include "model/digest.h"
#include "model/user.h"
#include "store/session.h"

namespace chancery::store {

struct FactorCounts {
  bool totp = false;
  int passkeys = 0;
  int recovery_codes = 0;
};

/// A code generator (RFC 6238).
struct TotpRow {
  Bytes secret;   ///< sealed; empty until the first code was shown
  Bytes offered;  ///< sealed; being set up, or empty
};

class FactorRepository final {
 public:
  [[nodiscard]] static Result<FactorCounts> count(Snapshot& snapshot, model::UserId user);

  [[nodiscard]] static Result<std::optional<TotpRow>> totp(Snapshot& snapshot, model::UserId user);
  /// Beside the one in use, until `accept_totp`.
  [[nodiscard]] static Result<void> offer_totp(Transaction& tx, model::UserId user,
                                               BytesView sealed);
  /// What was offered is in use from now on.
  [[nodiscard]] static Result<void> accept_totp(Transaction& tx, model::UserId user);
  /// False when that step, or a later one, was spent before.
  [[nodiscard]] static Result<bool> spend_step(Transaction& tx, model::UserId user,
                                               std::int64_t step);
  /// False when there was none.
  [[nodiscard]] static Result<bool> drop_totp(Transaction& tx, model::UserId user);

  [[nodiscard]] static Result<void> replace_codes(Transaction& tx, model::UserId user,
                                                  const std::vector<model::Digest>& hashes);
  /// False when there is no such code (any more).
  [[nodiscard]] static Result<bool> spend_code(Transaction& tx, model::UserId user,
                                               const model::Digest& hash);

  /// Generator, codes and passkeys.
  [[nodiscard]] static Result<void> drop_all(Transaction& tx, model::UserId user);
};

}  // namespace chancery::store
