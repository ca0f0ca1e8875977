// Tenants: accounts of kind `enterprise` (0020_acme.sql).
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/account.h"
#include "store/session.h"
#include "store/tenant.h"

namespace chancery::store {

/// What is shown of an enterprise. Its agreement and contacts are AccountRepository's.
struct Enterprise {
  model::AccountId id;
  std::string name;
  model::AccountStatus status = model::AccountStatus::valid;
  Time created{};
};

class EnterpriseRepository final {
 public:
  [[nodiscard]] static Result<std::optional<Enterprise>> by_id(Snapshot& snapshot,
                                                               model::AccountId id,
                                                               const Tenant& tenant);
  /// Newest first, ids below `before`, at most `limit`.
  [[nodiscard]] static Result<std::vector<Enterprise>> list(Snapshot& snapshot,
                                                            const Tenant& tenant,
                                                            model::AccountId before, int limit);
  /// Replaces name and status. False, and nothing is changed, when another account has the name.
  [[nodiscard]] static Result<bool> update(Transaction& tx, const Enterprise& enterprise);
};

}  // namespace chancery::store
