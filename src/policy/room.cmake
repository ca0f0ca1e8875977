# The table of countries and states becomes a string in the program.
set(PLACES_CPP ${CMAKE_BINARY_DIR}/generated/policy/places_table.cpp)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${DIR}/places.tsv)
file(READ ${DIR}/places.tsv PLACES)
file(CONFIGURE OUTPUT ${PLACES_CPP} @ONLY CONTENT [[
#include "policy/places_table.h"

namespace chancery::policy {

std::string_view places_table() {
  return R"places(@PLACES@)places";
}

}  // namespace chancery::policy
]])
target_sources(chancery_${ROOM} PRIVATE ${PLACES_CPP})
