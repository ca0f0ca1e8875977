# The program that shows certificates to zlint is made by tools/zlint-sidecar/build.sh, which skips its
# work when nothing changed, and says what is missing when there is no go command.
file(GLOB ZLINT_SOURCES CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tools/zlint-sidecar/* ${CMAKE_SOURCE_DIR}/tools/go/*)
add_custom_command(
  OUTPUT ${CMAKE_BINARY_DIR}/zlint-sidecar.stamp
  COMMAND ${CMAKE_SOURCE_DIR}/tools/zlint-sidecar/build.sh
  COMMAND ${CMAKE_COMMAND} -E touch ${CMAKE_BINARY_DIR}/zlint-sidecar.stamp
  DEPENDS ${ZLINT_SOURCES}
  COMMENT "building zlint's sidecar" VERBATIM)
add_custom_target(zlint_sidecar ALL DEPENDS ${CMAKE_BINARY_DIR}/zlint-sidecar.stamp)
