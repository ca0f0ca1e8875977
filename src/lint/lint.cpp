#include "lint/lint.h"

#include <array>

namespace chancery::lint {

std::string_view to_text(Severity severity) {
  constexpr std::array<std::string_view, 3> kTexts = {"notice", "warning", "error"};
  return kTexts.at(static_cast<std::size_t>(severity));
}

}  // namespace chancery::lint
