// Certificate serial numbers (RFC 5280 section 4.1.2.2).
#pragma once

#include <algorithm>
#include <array>
#include <compare>
#include <functional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/random.h"
#include "base/result.h"

namespace chancery::x509 {

/// A number from 0 to 2^159-1, held inline as the content octets of its INTEGER. Zero can be held
/// because old roots have it; we never make it.
class Serial final {
 public:
  static constexpr std::size_t kMaxSize = 20;

  /// Zero.
  constexpr Serial() = default;

  /// 16 octets, 126 of the bits random: positive, and always of one length, so that the size of a
  /// CRL follows from the number of its entries (BR 7.1 asks for at least 64 random bits).
  [[nodiscard]] static Serial random(Random& random);

  /// From INTEGER content octets in their shortest form. Errors: kSerialMalformed (negative, above
  /// 20 octets, not the shortest form).
  [[nodiscard]] static Result<Serial> from_content(BytesView content);

  /// From hexadecimal of the magnitude in either case, ':' allowed between bytes, leading zeros
  /// allowed: what `hex()` and OpenSSL print. Errors: kSerialMalformed.
  [[nodiscard]] static Result<Serial> parse(std::string_view hex);

  /// INTEGER content octets: with a leading 00 where the first bit would otherwise be 1. This is
  /// what ARI (RFC 9773 section 4.1) encodes.
  [[nodiscard]] constexpr BytesView bytes() const { return {octets_.data(), size_}; }

  /// Lower-case hexadecimal of `bytes()` without the sign octet; "00" for zero.
  [[nodiscard]] std::string hex() const;

  friend constexpr bool operator==(const Serial& a, const Serial& b) {
    return std::ranges::equal(a.bytes(), b.bytes());
  }
  /// By value of the number.
  friend constexpr std::strong_ordering operator<=>(const Serial& a, const Serial& b) {
    if (a.size_ != b.size_) {
      return a.size_ <=> b.size_;
    }
    return std::lexicographical_compare_three_way(a.bytes().begin(), a.bytes().end(),
                                                  b.bytes().begin(), b.bytes().end());
  }

 private:
  std::array<std::uint8_t, kMaxSize> octets_{};
  std::uint8_t size_ = 1;
};

}  // namespace chancery::x509

template <>
struct std::hash<chancery::x509::Serial> {
  std::size_t operator()(const chancery::x509::Serial& serial) const noexcept {
    return std::hash<std::string_view>{}(chancery::as_text(serial.bytes()));
  }
};
