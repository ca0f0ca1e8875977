// Text inside of HTML pages.
#pragma once

#include <string>
#include <string_view>

namespace chancery::api {

/// For text and for attribute values in double quotes: & < > " ' as character references.
[[nodiscard]] std::string escape_html(std::string_view text);

}  // namespace chancery::api
