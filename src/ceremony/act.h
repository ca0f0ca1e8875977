// What can be done in a ceremony, and how many people each act takes (CP/CPS 4.3.1, 5.2.2, 6.2;
// NT-63, NT-131, NT-138..141).
#pragma once

#include <span>
#include <string_view>

namespace chancery::ceremony {

enum class Form { text, number, flag, texts };

/// A parameter that a step of this act may have.
struct Parameter {
  std::string_view name;
  Form form;
  bool required;
};

/// One row of the law: the number is a minimum, whoever is named beyond it.
struct Act {
  std::string_view name;  ///< as in scripts
  int people;             ///< who approve it, witnesses not counted
  std::string_view citation;
  std::span<const Parameter> parameters;
};

[[nodiscard]] std::span<const Act> all_acts();

/// nullptr when there is none of that name.
[[nodiscard]] const Act* find_act(std::string_view name);

}  // namespace chancery::ceremony
