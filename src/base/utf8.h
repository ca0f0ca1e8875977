// UTF-8 (RFC 3629): shortest forms only, no surrogates, at most U+10FFFF.
#pragma once

#include <string>
#include <string_view>

namespace chancery {

/// One character of a text, or one byte of it that begins none.
struct Utf8Character {
  char32_t code = 0;
  std::size_t size = 1;  ///< octets
  bool valid = true;
};

/// What `text` begins with. Precondition: it is not empty.
[[nodiscard]] Utf8Character first_character(std::string_view text);

[[nodiscard]] bool is_utf8(std::string_view text);

/// `text` with every byte that is not UTF-8, and every U+0000, replaced by U+FFFD: what JSON and
/// every database can hold.
[[nodiscard]] std::string well_formed(std::string_view text);

}  // namespace chancery
