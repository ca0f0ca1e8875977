// API keys (0040_identity.sql, 0041_people.sql).
#pragma once

#include <optional>
#include <vector>

#include "base/result.h"
#include "model/api_key.h"
#include "store/session.h"
#include "store/tenant.h"

namespace chancery::store {

class ApiKeyRepository final {
 public:
  [[nodiscard]] static Result<void> insert(Transaction& tx, const model::ApiKey& key);
  /// In any state: the caller looks at `usable_at`. Nothing when its enterprise is suspended.
  [[nodiscard]] static Result<std::optional<model::ApiKey>> by_hash(Snapshot& snapshot,
                                                                    const model::Digest& hash);
  /// Newest first, at most `limit`.
  [[nodiscard]] static Result<std::vector<model::ApiKey>> list(Snapshot& snapshot,
                                                               const Tenant& tenant, int limit);
  /// False when there is no such key, or it was withdrawn before.
  [[nodiscard]] static Result<bool> withdraw(Transaction& tx, model::ApiKeyId id,
                                             const Tenant& tenant, Time now);
};

}  // namespace chancery::store
