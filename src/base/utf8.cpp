#include "base/utf8.h"

#include <array>

namespace chancery {

Utf8Character first_character(std::string_view text) {
  const auto octet = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = octet(0);
  if (lead < 0x80) {
    return {.code = lead};
  }
  const std::size_t size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4 || size > text.size()) {
    return {.code = lead, .valid = false};
  }
  char32_t code = lead & (0xffU >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) {
    if ((octet(i) & 0xc0) != 0x80) {
      return {.code = lead, .valid = false};
    }
    code = (code << 6) | (octet(i) & 0x3f);
  }
  constexpr std::array<char32_t, 5> kSmallest{0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = code >= 0xd800 && code <= 0xdfff;
  if (code < kSmallest.at(size) || code > 0x10ffff || surrogate) {
    return {.code = lead, .valid = false};
  }
  return {.code = code, .size = size};
}

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const auto character = first_character(text);
    if (!character.valid) {
      return false;
    }
    text.remove_prefix(character.size);
  }
  return true;
}

std::string well_formed(std::string_view text) {
  constexpr std::string_view kReplacement = "\xef\xbf\xbd";  // U+FFFD
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const auto character = first_character(text);
    out += character.valid && character.code != 0 ? text.substr(0, character.size) : kReplacement;
    text.remove_prefix(character.size);
  }
  return out;
}

}  // namespace chancery
