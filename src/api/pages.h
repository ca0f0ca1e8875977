// The files of this folder as they are built into the program (room.cmake).
#pragma once

#include <string_view>

namespace chancery::api {

/// openapi.json: the OpenAPI 3.1 document that says what this door serves.
[[nodiscard]] std::string_view openapi_document();

// pages/: the readable page over that document.
[[nodiscard]] std::string_view docs_html();
[[nodiscard]] std::string_view docs_script();
[[nodiscard]] std::string_view style_sheet();

}  // namespace chancery::api
