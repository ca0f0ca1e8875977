// DER tags: the one identifier octet of X.690 section 8.1.2.
//
// Tag numbers above 30 need more octets; nothing in X.509, PKCS or OCSP has them, so they are not
// representable here and the Reader refuses them.
#pragma once

#include <cstdint>

namespace chancery::der {

enum class Tag : std::uint8_t {
  boolean = 0x01,
  integer = 0x02,
  bit_string = 0x03,
  octet_string = 0x04,
  null = 0x05,
  oid = 0x06,
  enumerated = 0x0a,
  utf8_string = 0x0c,
  numeric_string = 0x12,
  printable_string = 0x13,
  teletex_string = 0x14,
  ia5_string = 0x16,
  utc_time = 0x17,
  generalized_time = 0x18,
  visible_string = 0x1a,
  universal_string = 0x1c,
  bmp_string = 0x1e,
  sequence = 0x30,
  set = 0x31,
};

/// [number] constructed: every EXPLICIT tag, and an IMPLICIT one over a SEQUENCE or SET.
/// Precondition: number <= 30.
[[nodiscard]] constexpr Tag context(unsigned number) {
  return static_cast<Tag>(0xa0U | number);
}

/// [number] primitive: an IMPLICIT tag over a string, integer or boolean.
/// Precondition: number <= 30.
[[nodiscard]] constexpr Tag context_primitive(unsigned number) {
  return static_cast<Tag>(0x80U | number);
}

[[nodiscard]] constexpr bool is_constructed(Tag tag) {
  return (static_cast<std::uint8_t>(tag) & 0x20U) != 0;
}

}  // namespace chancery::der
