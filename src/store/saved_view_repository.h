// Lists that somebody gave a name (0032_console.sql).
#pragma once

#include <vector>

#include "model/saved_view.h"
#include "store/session.h"

namespace chancery::store {

class SavedViewRepository final {
 public:
  static constexpr int kMostOfAccount = 200;

  /// Takes the place of one of the same page and name. False, and nothing is stored, when the
  /// account has kMostOfAccount of them.
  [[nodiscard]] static Result<bool> put(Transaction& tx, const model::SavedView& view);
  [[nodiscard]] static Result<bool> remove(Transaction& tx, model::AccountId account,
                                           model::SavedViewId id);
  /// By page and name.
  [[nodiscard]] static Result<std::vector<model::SavedView>> list(Snapshot& snapshot,
                                                                  model::AccountId account);
};

}  // namespace chancery::store
