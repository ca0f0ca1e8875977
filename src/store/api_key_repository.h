// API keys (0040_identity.sql).
#pragma once

#include <optional>
#include <vector>

#include "base/result.h"
#include "model/api_key.h"
#include "store/session.h"

namespace chancery::store {

class ApiKeyRepository final {
 public:
  [[nodiscard]] static Result<void> insert(Transaction& tx, const model::ApiKey& key);
  /// In any state: the caller looks at `usable_at`.
  [[nodiscard]] static Result<std::optional<model::ApiKey>> by_hash(Snapshot& snapshot,
                                                                    const model::Digest& hash);
  /// Newest first, at most `limit`.
  [[nodiscard]] static Result<std::vector<model::ApiKey>> list(Snapshot& snapshot, int limit);
  /// False when there is no such key, or it was withdrawn before.
  [[nodiscard]] static Result<bool> withdraw(Transaction& tx, model::ApiKeyId id, Time now);
};

}  // namespace chancery::store
