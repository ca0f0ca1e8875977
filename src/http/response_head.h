// The bytes before the body of an answer (RFC 9112 section 4).
#pragma once

#include <string>
#include <string_view>

#include "http/response.h"

namespace chancery::http {

struct HeadOptions {
  std::string_view date;
  bool keep_alive = true;
  bool is_http_1_0 = false;
};

/// Appends status line, Date, the response's fields, Content-Length, Connection where it differs
/// from the version's default, and the empty line. 204 and 304 get no Content-Length (RFC 9110
/// section 8.6).
void write_head(std::string& out, const Response& response, const HeadOptions& options);

}  // namespace chancery::http
