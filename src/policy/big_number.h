// Non-negative integers of some thousand bits, as far as the tests for weak RSA keys need them.
//
// For PUBLIC numbers only: neither the time nor the memory that an operation takes is constant.
#pragma once

#include <compare>
#include <cstdint>
#include <vector>

#include "base/bytes.h"

namespace chancery::policy {

class BigNumber final {
 public:
  explicit BigNumber(std::uint64_t value = 0);

  /// Big-endian, as in an RSA modulus. Any number of leading zeros.
  [[nodiscard]] static BigNumber from_bytes(BytesView big_endian);

  [[nodiscard]] bool is_zero() const { return limbs_.empty(); }
  [[nodiscard]] bool is_odd() const { return !limbs_.empty() && (limbs_[0] & 1) != 0; }
  [[nodiscard]] std::size_t bit_length() const;
  /// The lowest 64 bits.
  [[nodiscard]] std::uint64_t low_bits() const { return limbs_.empty() ? 0 : limbs_[0]; }

  /// Remainder. Precondition: divisor > 0.
  [[nodiscard]] std::uint64_t modulo(std::uint64_t divisor) const;

  BigNumber& operator+=(const BigNumber& other);
  /// Precondition: other <= *this.
  BigNumber& operator-=(const BigNumber& other);
  BigNumber& operator<<=(std::size_t bits);
  BigNumber& operator>>=(std::size_t bits);

  friend BigNumber operator*(const BigNumber& a, const BigNumber& b);
  /// Quotient, rounded down. Precondition: b is not zero.
  friend BigNumber operator/(const BigNumber& a, const BigNumber& b);
  friend std::strong_ordering operator<=>(const BigNumber& a, const BigNumber& b);
  friend bool operator==(const BigNumber&, const BigNumber&) = default;

  /// The greatest r with r * r <= *this.
  [[nodiscard]] BigNumber square_root() const;

 private:
  void trim();

  std::vector<std::uint64_t> limbs_;  // least significant first; no leading zero limb
};

}  // namespace chancery::policy
