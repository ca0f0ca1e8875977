// A certificate's serial number as a key (RFC 5280 section 4.1.2.2).
#pragma once

#include <array>
#include <compare>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

namespace chancery::model {

/// The content octets of the INTEGER: big-endian, positive, minimal, 1 to 20 of them. Small and
/// without allocation. Orders as memcmp does, which for serials of one length is by value.
class SerialNumber final {
 public:
  static constexpr std::size_t kMaxOctets = 20;

  SerialNumber() = default;

  /// Takes the content octets of a DER INTEGER. Errors: kSerialMalformed when empty, longer than
  /// 20 octets, negative, or not minimal. Zero is accepted (some imported roots have it).
  [[nodiscard]] static Result<SerialNumber> from_octets(BytesView octets);

  /// Accepts hexadecimal in both cases, with or without ':' (as OpenSSL prints it). Leading zeros
  /// are taken away and one is added where the sign needs it.
  [[nodiscard]] static Result<SerialNumber> from_hex(std::string_view text);

  [[nodiscard]] BytesView octets() const { return {octets_.data(), size_}; }
  [[nodiscard]] std::string hex() const;

  bool operator==(const SerialNumber& other) const { return equal(octets(), other.octets()); }
  std::strong_ordering operator<=>(const SerialNumber& other) const;

 private:
  std::array<std::uint8_t, kMaxOctets> octets_{};
  std::uint8_t size_ = 1;
};

}  // namespace chancery::model
