// What people keep here for themselves: forms that they began, lists that they gave a name.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "model/draft.h"
#include "model/saved_view.h"
#include "ra/scope.h"

namespace chancery::ra {

class Office;

/// Of an enterprise: everybody in it sees all. Safe for many threads.
class Drafts final {
 public:
  static constexpr std::size_t kMaxContent = 32 * 1024;

  explicit Drafts(Office& office) : office_(office) {}

  /// `content` is the text of a JSON object. Errors: kApplicationNameMissing, kDraftTooLarge,
  /// kDraftHoldsKey, kDraftsTooMany.
  [[nodiscard]] Result<model::Draft> add(model::Draft draft);
  /// Replaces the account's draft of that id. Errors: also kDraftNotFound.
  [[nodiscard]] Result<model::Draft> replace(model::Draft draft);
  /// Errors: kDraftNotFound.
  [[nodiscard]] Result<model::Draft> get(model::AccountId account, model::DraftId id);
  [[nodiscard]] Result<void> remove(model::AccountId account, model::DraftId id);
  /// Newest first, without their content.
  [[nodiscard]] Result<std::vector<model::Draft>> list(model::AccountId account);

 private:
  Office& office_;
};

/// Of an enterprise, or of all staff together. Safe for many threads.
class SavedViews final {
 public:
  explicit SavedViews(Office& office) : office_(office) {}

  /// Takes the place of one of the same page and name. Errors: kApplicationNameMissing,
  /// kViewsTooMany.
  [[nodiscard]] Result<model::SavedView> put(model::SavedView view);
  /// Errors: kViewNotFound.
  [[nodiscard]] Result<void> remove(model::AccountId account, model::SavedViewId id);
  [[nodiscard]] Result<std::vector<model::SavedView>> list(model::AccountId account);

 private:
  Office& office_;
};

}  // namespace chancery::ra
