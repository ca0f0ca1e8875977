#include "identity/name.h"

#include "identity/errors.h"

namespace chancery::identity {
namespace {

constexpr std::size_t kMaxName = 100;

/// Octets of the character that begins `text`, or 0 when it is not one (RFC 3629 section 4).
std::size_t character_size(std::string_view text) {
  const auto octet = [&](std::size_t i) -> unsigned {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  const auto tail = [&](std::size_t i) { return (octet(i) & 0xc0U) == 0x80U; };
  const unsigned lead = octet(0);
  if (lead < 0x80) {
    return 1;
  }
  if (lead >= 0xc2 && lead <= 0xdf) {
    return tail(1) ? 2 : 0;
  }
  if (lead >= 0xe0 && lead <= 0xef) {
    const bool shortest = lead != 0xe0 || octet(1) >= 0xa0;
    const bool no_surrogate = lead != 0xed || octet(1) <= 0x9f;
    return shortest && no_surrogate && tail(1) && tail(2) ? 3 : 0;
  }
  if (lead >= 0xf0 && lead <= 0xf4) {
    const bool shortest = lead != 0xf0 || octet(1) >= 0x90;
    const bool in_range = lead != 0xf4 || octet(1) <= 0x8f;
    return shortest && in_range && tail(1) && tail(2) && tail(3) ? 4 : 0;
  }
  return 0;
}

}  // namespace

Result<void> check_name(std::string_view name) {
  bool good = !name.empty() && name.size() <= kMaxName;
  while (good && !name.empty()) {
    const auto first = static_cast<unsigned char>(name.front());
    const std::size_t size = character_size(name);
    good = size > 0 && first >= 0x20 && first != 0x7f;
    name.remove_prefix(size);
  }
  return good ? Result<void>() : fail(kNameMalformed);
}

}  // namespace chancery::identity
