// Whose rows a query may see: part of the query itself, so that nothing is found and then hidden.
#pragma once

#include "model/ids.h"

namespace chancery::store {

/// In SQL: `($n = 1 OR enterprise = $m)` with `is_anybody()` and `enterprise()`.
class Tenant final {
 public:
  /// Rows of every enterprise and of none.
  [[nodiscard]] static Tenant anybody() { return Tenant(true, {}); }
  /// Rows of that enterprise; an empty id sees no row at all.
  [[nodiscard]] static Tenant of(model::AccountId enterprise) { return Tenant(false, enterprise); }

  [[nodiscard]] int is_anybody() const { return anybody_ ? 1 : 0; }
  [[nodiscard]] model::AccountId enterprise() const { return enterprise_; }

 private:
  Tenant(bool anybody, model::AccountId enterprise) : anybody_(anybody), enterprise_(enterprise) {}

  bool anybody_;
  model::AccountId enterprise_;
};

}  // namespace chancery::store
