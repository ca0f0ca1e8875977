# The console is built by tools/web/build.sh, which skips its work when nothing in web/ changed; its
# files become read-only data of the program.
file(GLOB_RECURSE CONSOLE_SOURCES CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/web/src/* ${CMAKE_SOURCE_DIR}/web/scripts/*)
file(GLOB CONSOLE_FILES CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/web/*)
list(FILTER CONSOLE_FILES EXCLUDE REGEX "node_modules$|/src$|/build$|README.md$")
list(FILTER CONSOLE_SOURCES EXCLUDE REGEX "schema\\.d\\.ts$|_test\\.ts$")
set(CONSOLE_ASSETS_CPP ${CMAKE_SOURCE_DIR}/build/web/console_assets.cpp)
add_custom_command(
  OUTPUT ${CONSOLE_ASSETS_CPP}
  COMMAND ${CMAKE_SOURCE_DIR}/tools/web/build.sh
  DEPENDS ${CONSOLE_SOURCES} ${CONSOLE_FILES} ${CMAKE_SOURCE_DIR}/src/api/openapi.json
          ${CMAKE_SOURCE_DIR}/tools/web/build.sh
  COMMENT "building the console" VERBATIM)
target_sources(chancery_${ROOM} PRIVATE ${CONSOLE_ASSETS_CPP})
