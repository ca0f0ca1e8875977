# The published document and the pages become strings in the program.
set(API_PAGES_CPP ${CMAKE_BINARY_DIR}/generated/api/pages.cpp)
foreach(PAGE openapi.json pages/docs.html pages/docs.js pages/style.css)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${DIR}/${PAGE})
  file(READ ${DIR}/${PAGE} TEXT)
  get_filename_component(NAME ${PAGE} NAME)
  string(MAKE_C_IDENTIFIER ${NAME} NAME)
  set(API_${NAME} "R\"page(${TEXT})page\"")
endforeach()
file(CONFIGURE OUTPUT ${API_PAGES_CPP} @ONLY CONTENT [[
#include "api/pages.h"

namespace chancery::api {

std::string_view openapi_document() {
  return @API_openapi_json@;
}
std::string_view docs_html() {
  return @API_docs_html@;
}
std::string_view docs_script() {
  return @API_docs_js@;
}
std::string_view style_sheet() {
  return @API_style_css@;
}

}  // namespace chancery::api
]])
target_sources(chancery_${ROOM} PRIVATE ${API_PAGES_CPP})
