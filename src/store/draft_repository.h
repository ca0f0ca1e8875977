// Forms that were begun (0032_console.sql).
#pragma once

#include <optional>
#include <vector>

#include "model/draft.h"
#include "store/session.h"

namespace chancery::store {

class DraftRepository final {
 public:
  static constexpr int kMostOfAccount = 100;

  /// False, and nothing is stored, when the account has kMostOfAccount of them.
  [[nodiscard]] static Result<bool> insert(Transaction& tx, const model::Draft& draft);
  /// Name, kind, content and `updated`. False when the account has no such draft.
  [[nodiscard]] static Result<bool> update(Transaction& tx, const model::Draft& draft);
  [[nodiscard]] static Result<bool> remove(Transaction& tx, model::AccountId account,
                                           model::DraftId id);
  [[nodiscard]] static Result<std::optional<model::Draft>> find(Snapshot& snapshot,
                                                                model::AccountId account,
                                                                model::DraftId id);
  /// Newest first, without their content.
  [[nodiscard]] static Result<std::vector<model::Draft>> list(Snapshot& snapshot,
                                                              model::AccountId account);
};

}  // namespace chancery::store
