#include "api/json_text.h"

#include <cstdint>

namespace chancery::api {

namespace {

bool needs_escape(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\';
}

void append_escaped(std::string& out, char c) {
  if (c == '\n') {
    out += "\\n";  // PEM is full of them
  } else if (c == '"' || c == '\\') {
    out += {'\\', c};
  } else {
    constexpr std::string_view kHex = "0123456789abcdef";
    const auto code = static_cast<std::uint8_t>(c);
    out += "\\u00";
    out += {kHex[code >> 4U], kHex[code & 15U]};
  }
}

}  // namespace

void append_json_string(std::string& out, std::string_view value) {
  out += '"';
  while (!value.empty()) {
    std::size_t plain = 0;
    while (plain < value.size() && !needs_escape(value[plain])) {
      ++plain;
    }
    out += value.substr(0, plain);
    if (plain < value.size()) {
      append_escaped(out, value[plain++]);
    }
    value.remove_prefix(plain);
  }
  out += '"';
}

std::string& JsonMembers::begin(std::string_view name) {
  out_ += first_ ? "\"" : ",\"";
  first_ = false;
  out_ += name;
  out_ += "\":";
  return out_;
}

void JsonMembers::text(std::string_view name, std::string_view value) {
  append_json_string(begin(name), value);
}

void JsonMembers::flag(std::string_view name, bool value) {
  begin(name) += value ? "true" : "false";
}

}  // namespace chancery::api
