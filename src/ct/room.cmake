# The CT log of the integration tests is made by tools/ct-log/build.sh, which skips its work when nothing
# changed, and says what is missing when there is no go command.
file(GLOB CT_LOG_SOURCES CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tools/ct-log/* ${CMAKE_SOURCE_DIR}/tools/go/*)
add_custom_command(
  OUTPUT ${CMAKE_BINARY_DIR}/ct-log.stamp
  COMMAND ${CMAKE_SOURCE_DIR}/tools/ct-log/build.sh
  COMMAND ${CMAKE_COMMAND} -E touch ${CMAKE_BINARY_DIR}/ct-log.stamp
  DEPENDS ${CT_LOG_SOURCES}
  COMMENT "building the CT log of the tests" VERBATIM)
add_custom_target(ct_log ALL DEPENDS ${CMAKE_BINARY_DIR}/ct-log.stamp)
