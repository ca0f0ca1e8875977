# The migrations become a table of strings in the program.
file(GLOB MIGRATIONS CONFIGURE_DEPENDS ${DIR}/migrations/*.sql)
list(SORT MIGRATIONS)
set(MIGRATIONS_CPP ${CMAKE_BINARY_DIR}/generated/store/all_migrations.cpp)
set(ROWS "")
foreach(FILE ${MIGRATIONS})
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${FILE})
  get_filename_component(STEM ${FILE} NAME_WE)
  if(NOT STEM MATCHES "^0*([0-9]+)_([a-z0-9_]+)$")
    message(FATAL_ERROR "${FILE}: a migration is called NNNN_name.sql")
  endif()
  set(NUMBER ${CMAKE_MATCH_1})
  set(NAME ${CMAKE_MATCH_2})
  file(READ ${FILE} SQL)
  string(APPEND ROWS "    {${NUMBER}, \"${NAME}\", R\"sql(${SQL})sql\"},\n")
endforeach()
file(CONFIGURE OUTPUT ${MIGRATIONS_CPP} @ONLY CONTENT [[
#include "store/migrations.h"

namespace chancery::store {

std::span<const Migration> all_migrations() {
  static constexpr Migration kAll[] = {
@ROWS@  };
  return kAll;
}

}  // namespace chancery::store
]])
target_sources(chancery_${ROOM} PRIVATE ${MIGRATIONS_CPP})
