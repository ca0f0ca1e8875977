// Enterprises: the tenants that people and keys belong to (RFC 3647 section 1.3.3; NT-109).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "identity/caller.h"
#include "identity/ground.h"
#include "store/enterprise_repository.h"

namespace chancery::identity {

struct EnterpriseChange {
  std::optional<std::string> name;
  std::optional<bool> suspended;
};

/// Safe for many threads. Whoever manages one enterprise sees that one alone.
class Enterprises final {
 public:
  explicit Enterprises(const Ground& ground) : ground_(ground) {}

  /// Errors: kNameMalformed, kEnterpriseNameTaken, kPermissionMissing.
  [[nodiscard]] Result<store::Enterprise> create(const Caller& caller, const std::string& name);

  /// Newest first, ids below `before`, at most `limit`. Errors: kPermissionMissing.
  [[nodiscard]] Result<std::vector<store::Enterprise>> list(const Caller& caller,
                                                            model::AccountId before, int limit);

  /// Errors: kEnterpriseNotFound, kPermissionMissing.
  [[nodiscard]] Result<store::Enterprise> find(const Caller& caller, model::AccountId id);

  /// A suspended enterprise's people and keys are refused from the next request on, but for those
  /// few seconds that keys are remembered for. Errors: kEnterpriseNotFound, kEnterpriseNameTaken,
  /// kNameMalformed, kPermissionMissing.
  [[nodiscard]] Result<store::Enterprise> change(const Caller& caller, model::AccountId id,
                                                 const EnterpriseChange& change);

 private:
  [[nodiscard]] Result<void> record(store::Transaction& tx, const Caller& caller,
                                    const store::Enterprise& enterprise, const char* kind);

  Ground ground_;
};

}  // namespace chancery::identity
