// A TOML file as a flat list of settings. The only user of the TOML library.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"

namespace chancery::config {

/// The kinds of value that configuration uses. `Other` is any TOML type besides: a date, a float, a
/// mixed array; it holds the type's name.
struct Other {
  std::string type;
};
using Value = std::variant<bool, std::int64_t, std::string, std::vector<std::string>, Other>;

/// One `key = value`, its key written in full: "listen.https".
struct Setting {
  std::string key;
  Value value;
  std::uint32_t line;
};

/// Tables are flattened, an empty table vanishes, an array of tables is an `Other`. Keys with a dot
/// inside quotes keep the quotes, so they equal no known key. Errors: kTomlMalformed.
[[nodiscard]] Result<std::vector<Setting>> parse_toml(std::string_view text, std::string_view file);

/// `text` as a TOML basic string, quotes included (TOML 1.0 "String").
[[nodiscard]] std::string toml_string(std::string_view text);

}  // namespace chancery::config
