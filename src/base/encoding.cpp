#include "base/encoding.h"

#include <algorithm>
#include <array>

#include "base/errors.h"

namespace chancery {
namespace {

constexpr std::string_view kStandardAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kUrlAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::uint8_t kNotADigit = 0xff;

using DigitTable = std::array<std::uint8_t, 256>;

constexpr DigitTable digit_table(std::string_view alphabet) {
  DigitTable table{};
  table.fill(kNotADigit);
  for (std::size_t i = 0; i < alphabet.size(); ++i) {
    table[static_cast<unsigned char>(alphabet[i])] = static_cast<std::uint8_t>(i);
  }
  return table;
}

constexpr DigitTable kStandardDigits = digit_table(kStandardAlphabet);
constexpr DigitTable kUrlDigits = digit_table(kUrlAlphabet);

// At `out` is room for encoded_size(bytes.size()); returns the end of what was written.
char* encode64(char* out, BytesView bytes, std::string_view alphabet, bool pad) {
  std::size_t i = 0;
  for (; i + 3 <= bytes.size(); i += 3) {
    const std::uint32_t v = bytes[i] << 16 | bytes[i + 1] << 8 | bytes[i + 2];
    *out++ = alphabet[v >> 18];
    *out++ = alphabet[v >> 12 & 63];
    *out++ = alphabet[v >> 6 & 63];
    *out++ = alphabet[v & 63];
  }
  const std::size_t left = bytes.size() - i;
  if (left > 0) {
    const std::uint32_t v = bytes[i] << 16 | (left == 2 ? bytes[i + 1] << 8 : 0);
    *out++ = alphabet[v >> 18];
    *out++ = alphabet[v >> 12 & 63];
    if (left == 2) {
      *out++ = alphabet[v >> 6 & 63];
    }
    for (std::size_t padding = left; pad && padding < 3; ++padding) {
      *out++ = '=';
    }
  }
  return out;
}

constexpr std::size_t encoded_size(std::size_t octets) {
  return (octets + 2) / 3 * 4;
}

std::string encode64(BytesView bytes, std::string_view alphabet, bool pad) {
  std::string out(encoded_size(bytes.size()), '\0');
  out.resize(static_cast<std::size_t>(encode64(out.data(), bytes, alphabet, pad) - out.data()));
  return out;
}

// Decodes digits only: padding and white space are gone. Unused bits must be zero, so that one
// byte string has one encoding.
Result<Bytes> decode64(std::string_view digits, const DigitTable& table) {
  if (digits.size() % 4 == 1) {
    return fail(kBase64Malformed, "length", "a length that no byte string encodes to");
  }
  const auto digit = [&](std::size_t i) -> std::uint32_t {
    return table[static_cast<unsigned char>(digits[i])];
  };
  Bytes out(digits.size() * 3 / 4);
  std::uint32_t seen = 0;  // kNotADigit is the one value with the highest bit set
  std::size_t i = 0;
  std::size_t at = 0;
  for (; i + 4 <= digits.size(); i += 4) {
    const std::uint32_t a = digit(i);
    const std::uint32_t b = digit(i + 1);
    const std::uint32_t c = digit(i + 2);
    const std::uint32_t d = digit(i + 3);
    seen |= a | b | c | d;
    out[at++] = static_cast<std::uint8_t>(a << 2 | b >> 4);
    out[at++] = static_cast<std::uint8_t>(b << 4 | c >> 2);
    out[at++] = static_cast<std::uint8_t>(c << 6 | d);
  }
  std::uint32_t unused = 0;
  if (const std::size_t left = digits.size() - i; left > 0) {
    const std::uint32_t a = digit(i);
    const std::uint32_t b = digit(i + 1);
    const std::uint32_t c = left == 3 ? digit(i + 2) : 0;
    seen |= a | b | c;
    out[at++] = static_cast<std::uint8_t>(a << 2 | b >> 4);
    if (left == 3) {
      out[at] = static_cast<std::uint8_t>(b << 4 | c >> 2);
    }
    unused = left == 3 ? c & 3U : b & 15U;
  }
  if ((seen & 0x80U) != 0) {
    return fail(kBase64Malformed, "character", "a character outside the alphabet");
  }
  if (unused != 0) {
    return fail(kBase64Malformed, "trailing_bits", "unused bits that are not zero");
  }
  return out;
}

constexpr std::string_view kBegin = "-----BEGIN ";
constexpr std::string_view kEnd = "-----END ";
constexpr std::string_view kDashes = "-----";

}  // namespace

std::string to_hex(BytesView bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out(bytes.size() * 2, '\0');
  char* at = out.data();
  for (const std::uint8_t b : bytes) {
    *at++ = kDigits[b >> 4];
    *at++ = kDigits[b & 15];
  }
  return out;
}

int hex_value(char digit) {
  if (digit >= '0' && digit <= '9') {
    return digit - '0';
  }
  if (digit >= 'a' && digit <= 'f') {
    return digit - 'a' + 10;
  }
  if (digit >= 'A' && digit <= 'F') {
    return digit - 'A' + 10;
  }
  return -1;
}

Result<Bytes> from_hex(std::string_view text) {
  Bytes out;
  out.reserve(text.size() / 2);
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] == ':' && !out.empty()) {
      ++i;
    }
    const int high = i < text.size() ? hex_value(text[i]) : -1;
    const int low = i + 1 < text.size() ? hex_value(text[i + 1]) : -1;
    if (high < 0 || low < 0) {
      return fail(kHexMalformed, "position", std::to_string(i));
    }
    out.push_back(static_cast<std::uint8_t>(high << 4 | low));
    i += 2;
  }
  return out;
}

std::string to_base64(BytesView bytes) {
  return encode64(bytes, kStandardAlphabet, true);
}
std::string to_base64url(BytesView bytes) {
  return encode64(bytes, kUrlAlphabet, false);
}

Result<Bytes> from_base64(std::string_view text) {
  std::string digits(text.size(), '\0');
  std::size_t count = 0;
  std::size_t padding = 0;
  for (const char c : text) {
    if (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
      continue;
    }
    if (c == '=') {
      ++padding;
    } else if (padding > 0) {
      return fail(kBase64Malformed, "padding", "characters after the padding");
    } else {
      digits[count++] = c;
    }
  }
  digits.resize(count);
  if ((digits.size() + padding) % 4 != 0 || padding > 2) {
    return fail(kBase64Malformed, "padding", "the wrong amount of padding");
  }
  return decode64(digits, kStandardDigits);
}

Result<Bytes> from_base64url(std::string_view text) {
  return decode64(text, kUrlDigits);
}

std::string to_pem(std::string_view label, BytesView der) {
  constexpr std::size_t kLine = 48;  // octets: 64 digits (RFC 7468 section 2)
  std::string out;
  out.reserve(encoded_size(der.size()) + der.size() / kLine + 2 * label.size() + 34);
  out.append(kBegin).append(label).append("-----\n");
  std::array<char, encoded_size(kLine) + 1> line;
  while (!der.empty()) {
    const auto octets = der.first(std::min(der.size(), kLine));
    char* end = encode64(line.data(), octets, kStandardAlphabet, true);
    *end++ = '\n';
    out.append(line.data(), end);
    der = der.subspan(octets.size());
  }
  out.append(kEnd).append(label).append("-----\n");
  return out;
}

Result<std::vector<PemBlock>> parse_pem(std::string_view text) {
  std::vector<PemBlock> blocks;
  for (std::size_t at = text.find(kBegin); at != text.npos; at = text.find(kBegin, at)) {
    const std::size_t label_start = at + kBegin.size();
    const std::size_t label_end = text.find(kDashes, label_start);
    if (label_end == text.npos || label_end - label_start > 64) {
      return fail(kPemMalformed, "block", "a BEGIN line that is not closed");
    }
    const std::string label(text.substr(label_start, label_end - label_start));
    const std::size_t body_start = label_end + kDashes.size();
    const std::string end_line = std::string(kEnd) + label + std::string(kDashes);
    const std::size_t body_end = text.find(end_line, body_start);
    if (body_end == text.npos) {
      return fail(kPemMalformed, "block", "no END line for " + label);
    }
    auto der = from_base64(text.substr(body_start, body_end - body_start));
    if (!der) {
      return fail(kPemMalformed, "block", label + " does not hold base64");
    }
    blocks.push_back({label, *std::move(der)});
    at = body_end + end_line.size();
  }
  if (blocks.empty()) {
    return fail(kPemMalformed, "block", "no -----BEGIN line");
  }
  return blocks;
}

}  // namespace chancery
