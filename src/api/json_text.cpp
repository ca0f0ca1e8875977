#include "api/json_text.h"

#include <cstdint>
#include <cstring>

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

constexpr std::uint64_t in_each_octet(std::uint64_t octet) {
  return octet * 0x0101'0101'0101'0101U;
}

// The highest bit of an octet is set where it equals `octet`, and perhaps above the first such one.
constexpr std::uint64_t equal_to(std::uint64_t word, std::uint64_t octet) {
  const std::uint64_t difference = word ^ in_each_octet(octet);
  return (difference - in_each_octet(1)) & ~difference;
}

// How many octets at the front need no escape. Eight are looked at together: answers hold
// certificates, and these are long.
std::size_t count_plain(std::string_view value) {
  std::size_t i = 0;
  for (; i + 8 <= value.size(); i += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, value.data() + i, 8);
    const std::uint64_t control = (word - in_each_octet(0x20)) & ~word;
    const auto found = (control | equal_to(word, '"') | equal_to(word, '\\')) & in_each_octet(0x80);
    if (found != 0) {
      break;
    }
  }
  while (i < value.size() && !needs_escape(value[i])) {
    ++i;
  }
  return i;
}

}  // namespace

void append_json_string(std::string& out, std::string_view value) {
  out += '"';
  while (!value.empty()) {
    std::size_t plain = count_plain(value);
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
