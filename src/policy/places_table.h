// The text of places.tsv, which the build puts into the program (room.cmake).
#pragma once

#include <string_view>

namespace chancery::policy {

[[nodiscard]] std::string_view places_table();

}  // namespace chancery::policy
