// The version of the program; CMakeLists.txt says the same.
#pragma once

#include <string_view>

namespace chancery::app {

inline constexpr std::string_view kVersion = "0.1.0";

}  // namespace chancery::app
