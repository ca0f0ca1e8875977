#include "x509/asn1_text.h"

#include <algorithm>
#include <fmt/format.h>
#include <optional>

#include "base/utf8.h"
#include "x509/errors.h"

namespace chancery::x509 {
namespace {

constexpr std::string_view kPrintablePunctuation = " '()+,-./:=?";
constexpr char32_t kLastCodePoint = 0x10ffff;

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_scalar(char32_t c) {
  return c != 0 && c <= kLastCodePoint && (c < 0xd800 || c > 0xdfff);
}

void append_utf8(std::string& out, char32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xc0 | c >> 6);
    out += static_cast<char>(0x80 | (c & 0x3f));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xe0 | c >> 12);
    out += static_cast<char>(0x80 | (c >> 6 & 0x3f));
    out += static_cast<char>(0x80 | (c & 0x3f));
  } else {
    out += static_cast<char>(0xf0 | c >> 18);
    out += static_cast<char>(0x80 | (c >> 12 & 0x3f));
    out += static_cast<char>(0x80 | (c >> 6 & 0x3f));
    out += static_cast<char>(0x80 | (c & 0x3f));
  }
}

// Code points of `width` octets each, big-endian: 1 for Latin-1, 2 for BMP, 4 for Universal.
std::optional<std::string> fixed_width(BytesView content, std::size_t width) {
  if (content.size() % width != 0) {
    return std::nullopt;
  }
  std::string out;
  for (std::size_t i = 0; i < content.size(); i += width) {
    char32_t c = 0;
    for (const std::uint8_t octet : content.subspan(i, width)) {
      c = c << 8U | octet;
    }
    if (!is_scalar(c)) {
      return std::nullopt;
    }
    append_utf8(out, c);
  }
  return out;
}

std::optional<std::string> when(bool holds, std::string_view text) {
  return holds ? std::optional<std::string>(text) : std::nullopt;
}

std::optional<std::string> decode(der::Tag tag, BytesView content) {
  const std::string_view text = as_text(content);
  switch (tag) {
    case der::Tag::utf8_string:
      return when(is_utf8_text(text), text);
    case der::Tag::printable_string:
      return when(is_printable_string(text), text);
    case der::Tag::numeric_string:
      return when(text.find_first_not_of("0123456789 ") == text.npos, text);
    case der::Tag::ia5_string:
    case der::Tag::visible_string:
      return when(is_plain_ascii(text), text);
    case der::Tag::teletex_string:
      return fixed_width(content, 1);
    case der::Tag::bmp_string:
      return fixed_width(content, 2);
    case der::Tag::universal_string:
      return fixed_width(content, 4);
    default:
      return std::nullopt;
  }
}

}  // namespace

bool is_utf8_text(std::string_view text) {
  return is_utf8(text) && !text.contains('\0');
}

bool is_printable_string(std::string_view text) {
  return std::ranges::all_of(
      text, [](char c) { return is_letter_or_digit(c) || kPrintablePunctuation.contains(c); });
}

bool is_plain_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
}

bool is_string_type(der::Tag tag) {
  switch (tag) {
    case der::Tag::utf8_string:
    case der::Tag::printable_string:
    case der::Tag::numeric_string:
    case der::Tag::ia5_string:
    case der::Tag::visible_string:
    case der::Tag::teletex_string:
    case der::Tag::bmp_string:
    case der::Tag::universal_string:
      return true;
    default:
      return false;
  }
}

Result<std::string> string_to_utf8(der::Tag tag, BytesView content) {
  auto text = decode(tag, content);
  if (!text) {
    return fail(kStringMalformed, "type", fmt::format("tag {:02x}", static_cast<unsigned>(tag)));
  }
  return *std::move(text);
}

}  // namespace chancery::x509
