// The known word that a misspelt one was probably meant to be.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace chancery::config {

/// Insertions, deletions, replacements and swaps of neighbours between `a` and `b` (optimal string
/// alignment distance).
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

/// The first of `known` with the smallest distance to `word`; "" when `known` is empty.
[[nodiscard]] std::string nearest(std::string_view word, std::span<const std::string> known);

}  // namespace chancery::config
