#include "http/response_head.h"

#include <array>
#include <charconv>

namespace chancery::http {

namespace {

void append_number(std::string& out, std::uint64_t number) {
  std::array<char, 20> digits{};
  const auto [end, error] = std::to_chars(digits.begin(), digits.end(), number);
  out.append(digits.begin(), end);
}

void append_field(std::string& out, std::string_view name, std::string_view value) {
  out += name;
  out += ": ";
  out += value;
  out += "\r\n";
}

}  // namespace

void write_head(std::string& out, const Response& response, const HeadOptions& options) {
  out += "HTTP/1.1 ";
  append_number(out, static_cast<std::uint64_t>(response.status));
  out += ' ';
  out += reason_phrase(response.status);
  out += "\r\n";
  append_field(out, "Date", options.date);
  for (std::size_t i = 0; i < response.headers.size(); ++i) {
    const auto [name, value] = response.headers.at(i);
    append_field(out, name, value);
  }
  if (response.body.source() != nullptr) {
    if (!options.is_http_1_0) {  // there, the end of the connection is the end of the body
      append_field(out, "Transfer-Encoding", "chunked");
    }
  } else if (response.status != 204 && response.status != 304) {
    out += "Content-Length: ";
    append_number(out, response.body.size());
    out += "\r\n";
  }
  if (!options.keep_alive) {
    append_field(out, "Connection", "close");
  } else if (options.is_http_1_0) {
    append_field(out, "Connection", "keep-alive");
  }
  out += "\r\n";
}

}  // namespace chancery::http
