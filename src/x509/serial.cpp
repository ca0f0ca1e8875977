#include "x509/serial.h"

#include "base/encoding.h"
#include "x509/errors.h"

namespace chancery::x509 {

Serial Serial::random(Random& random) {
  Serial serial;
  serial.size_ = 16;
  random.fill(std::span(serial.octets_).first(serial.size_));
  // Sign bit off, next bit on: positive, and no leading zero to drop, ever.
  serial.octets_[0] = static_cast<std::uint8_t>((serial.octets_[0] & 0x3fU) | 0x40U);
  return serial;
}

Result<Serial> Serial::from_content(BytesView content) {
  if (content.empty() || content.size() > kMaxSize) {
    return fail(kSerialMalformed, "octets", std::to_string(content.size()));
  }
  if ((content[0] & 0x80U) != 0) {
    return fail(kSerialMalformed, "problem", "negative");
  }
  if (content.size() > 1 && content[0] == 0 && content[1] < 0x80) {
    return fail(kSerialMalformed, "problem", "not in its shortest form");
  }
  Serial serial;
  std::ranges::copy(content, serial.octets_.begin());
  serial.size_ = static_cast<std::uint8_t>(content.size());
  return serial;
}

Result<Serial> Serial::parse(std::string_view hex) {
  if (hex.size() > 128) {
    return fail(kSerialMalformed, "characters", std::to_string(hex.size()));
  }
  const auto magnitude = from_hex(hex.size() % 2 == 1 && !hex.contains(':') ? "0" + std::string(hex)
                                                                            : std::string(hex));
  if (!magnitude || magnitude->empty()) {
    return fail(kSerialMalformed, "seen", std::string(hex.substr(0, 64)));
  }
  Bytes content(magnitude->begin(), magnitude->end());
  content.erase(content.begin(), std::find_if(content.begin(), content.end() - 1,
                                              [](std::uint8_t octet) { return octet != 0; }));
  if (content[0] >= 0x80) {
    content.insert(content.begin(), 0);
  }
  return from_content(content);
}

std::string Serial::hex() const {
  const bool has_sign_octet = size_ > 1 && octets_[0] == 0;
  return to_hex(bytes().subspan(has_sign_octet ? 1 : 0));
}

}  // namespace chancery::x509
