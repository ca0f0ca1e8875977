#include "policy/big_number.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace chancery::policy {
namespace {

using Wide = unsigned __int128;
constexpr std::size_t kLimbBits = 64;

std::uint64_t low(Wide value) {
  return static_cast<std::uint64_t>(value);
}
std::uint64_t high(Wide value) {
  return static_cast<std::uint64_t>(value >> kLimbBits);
}

// One step of Knuth's algorithm D (TAOCP 4.3.1): the limb of the quotient for the window of `rest`
// that begins at `at`; subtracts it from the window.
std::uint64_t divide_step(std::vector<std::uint64_t>& rest, const std::vector<std::uint64_t>& by,
                          std::size_t at) {
  const std::size_t n = by.size();
  const Wide top = (Wide(rest[at + n]) << kLimbBits) | rest[at + n - 1];
  Wide guess = top / by[n - 1];
  Wide left = top % by[n - 1];
  while (high(guess) != 0 ||
         (n > 1 && Wide(low(guess)) * by[n - 2] > ((left << kLimbBits) | rest[at + n - 2]))) {
    --guess;
    left += by[n - 1];
    if (high(left) != 0) {
      break;
    }
  }
  std::uint64_t borrow = 0;
  std::uint64_t carry = 0;
  for (std::size_t i = 0; i <= n; ++i) {
    const Wide product = (i < n ? Wide(low(guess)) * by[i] : Wide(0)) + carry;
    carry = high(product);
    const Wide difference = Wide(rest[at + i]) - low(product) - borrow;
    rest[at + i] = low(difference);
    borrow = high(difference) != 0 ? 1 : 0;
  }
  if (borrow != 0) {  // the guess was one too high
    --guess;
    carry = 0;
    for (std::size_t i = 0; i <= n; ++i) {
      const Wide sum = Wide(rest[at + i]) + (i < n ? by[i] : 0) + carry;
      rest[at + i] = low(sum);
      carry = high(sum);
    }
  }
  return low(guess);
}

}  // namespace

BigNumber::BigNumber(std::uint64_t value) {
  if (value != 0) {
    limbs_.push_back(value);
  }
}

BigNumber BigNumber::from_bytes(BytesView big_endian) {
  BigNumber number;
  number.limbs_.assign((big_endian.size() + 7) / 8, 0);
  for (std::size_t i = 0; i < big_endian.size(); ++i) {
    const std::uint64_t byte = big_endian[big_endian.size() - 1 - i];
    number.limbs_[i / 8] |= byte << (8 * (i % 8));
  }
  number.trim();
  return number;
}

void BigNumber::trim() {
  while (!limbs_.empty() && limbs_.back() == 0) {
    limbs_.pop_back();
  }
}

std::size_t BigNumber::bit_length() const {
  return limbs_.empty() ? 0
                        : limbs_.size() * kLimbBits -
                              static_cast<std::size_t>(std::countl_zero(limbs_.back()));
}

std::uint64_t BigNumber::modulo(std::uint64_t divisor) const {
  std::uint64_t rest = 0;
  for (auto limb = limbs_.rbegin(); limb != limbs_.rend(); ++limb) {
    rest = low(((Wide(rest) << kLimbBits) | *limb) % divisor);
  }
  return rest;
}

BigNumber& BigNumber::operator+=(const BigNumber& other) {
  limbs_.resize(std::max(limbs_.size(), other.limbs_.size()) + 1, 0);
  std::uint64_t carry = 0;
  for (std::size_t i = 0; i < limbs_.size(); ++i) {
    const Wide sum = Wide(limbs_[i]) + (i < other.limbs_.size() ? other.limbs_[i] : 0) + carry;
    limbs_[i] = low(sum);
    carry = high(sum);
  }
  trim();
  return *this;
}

BigNumber& BigNumber::operator-=(const BigNumber& other) {
  std::uint64_t borrow = 0;
  for (std::size_t i = 0; i < limbs_.size(); ++i) {
    const Wide difference =
        Wide(limbs_[i]) - (i < other.limbs_.size() ? other.limbs_[i] : 0) - borrow;
    limbs_[i] = low(difference);
    borrow = high(difference) != 0 ? 1 : 0;
  }
  trim();
  return *this;
}

BigNumber& BigNumber::operator<<=(std::size_t bits) {
  const unsigned within = bits % kLimbBits;
  limbs_.push_back(0);
  for (std::size_t i = limbs_.size() - 1; within != 0 && i > 0; --i) {
    limbs_[i] = (limbs_[i] << within) | (limbs_[i - 1] >> (kLimbBits - within));
  }
  limbs_[0] <<= within;
  limbs_.insert(limbs_.begin(), bits / kLimbBits, 0);
  trim();
  return *this;
}

BigNumber& BigNumber::operator>>=(std::size_t bits) {
  const unsigned within = bits % kLimbBits;
  const std::size_t whole = std::min(bits / kLimbBits, limbs_.size());
  limbs_.erase(limbs_.begin(), limbs_.begin() + static_cast<std::ptrdiff_t>(whole));
  for (std::size_t i = 0; within != 0 && i < limbs_.size(); ++i) {
    const std::uint64_t above = i + 1 < limbs_.size() ? limbs_[i + 1] : 0;
    limbs_[i] = (limbs_[i] >> within) | (above << (kLimbBits - within));
  }
  trim();
  return *this;
}

BigNumber operator*(const BigNumber& a, const BigNumber& b) {
  BigNumber product;
  product.limbs_.assign(a.limbs_.size() + b.limbs_.size(), 0);
  for (std::size_t i = 0; i < a.limbs_.size(); ++i) {
    std::uint64_t carry = 0;
    for (std::size_t j = 0; j < b.limbs_.size(); ++j) {
      const Wide sum = Wide(a.limbs_[i]) * b.limbs_[j] + product.limbs_[i + j] + carry;
      product.limbs_[i + j] = low(sum);
      carry = high(sum);
    }
    product.limbs_[i + b.limbs_.size()] = carry;
  }
  product.trim();
  return product;
}

BigNumber operator/(const BigNumber& a, const BigNumber& b) {
  if (a < b) {
    return BigNumber();
  }
  // Normalized so that the divisor's highest bit is set.
  const auto shift = static_cast<std::size_t>(std::countl_zero(b.limbs_.back()));
  BigNumber by = b;
  by <<= shift;
  BigNumber rest = a;
  rest <<= shift;
  rest.limbs_.resize(std::max(rest.limbs_.size(), a.limbs_.size()) + 1, 0);

  BigNumber quotient;
  quotient.limbs_.assign(rest.limbs_.size() - by.limbs_.size(), 0);
  for (std::size_t at = quotient.limbs_.size(); at-- > 0;) {
    quotient.limbs_[at] = divide_step(rest.limbs_, by.limbs_, at);
  }
  quotient.trim();
  return quotient;
}

std::strong_ordering operator<=>(const BigNumber& a, const BigNumber& b) {
  if (a.limbs_.size() != b.limbs_.size()) {
    return a.limbs_.size() <=> b.limbs_.size();
  }
  return std::lexicographical_compare_three_way(a.limbs_.rbegin(), a.limbs_.rend(),
                                                b.limbs_.rbegin(), b.limbs_.rend());
}

BigNumber BigNumber::square_root() const {
  if (is_zero()) {
    return *this;
  }
  // Newton from above, begun with the root of the highest 62 bits.
  const std::size_t bits = bit_length();
  const std::size_t shift = bits > 62 ? (bits - 62 + 1) / 2 * 2 : 0;
  BigNumber top = *this;
  top >>= shift;
  BigNumber root(static_cast<std::uint64_t>(std::sqrt(static_cast<double>(top.low_bits()))) + 2);
  root <<= shift / 2;
  while (true) {
    BigNumber next = *this / root;
    next += root;
    next >>= 1;
    if (next >= root) {
      return root;
    }
    root = std::move(next);
  }
}

}  // namespace chancery::policy
