// "What is in force at T?": every row of this room as one list.
#pragma once

#include <vector>

#include "policy/rule.h"

namespace chancery::policy {

/// Rows of limits, names and keys for `set` that are in force at `at`, in the order of the tables.
/// The pointers stay valid for the life of the program.
[[nodiscard]] std::vector<const Rule*> rules_in_force(PolicySet set, Time at);

}  // namespace chancery::policy
