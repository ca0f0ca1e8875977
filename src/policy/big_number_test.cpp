#include "policy/big_number.h"

#include <gtest/gtest.h>

#include "base/encoding.h"
#include "base/random.h"

namespace chancery::policy {
namespace {

BigNumber number(std::string_view hex) {
  return BigNumber::from_bytes(from_hex(hex).value());
}

TEST(BigNumber, KnownProductAndQuotientAreExact) {
  // Python: hex(0x123456789abcdef0fedcba9876543210 ** 2)
  const BigNumber a = number("123456789abcdef0fedcba9876543210");
  const BigNumber square =
      number("014b66dc33f6acdcca2148a6a1a009454495d294750df8ccdeec6cd7a44a4100");
  EXPECT_EQ(a * a, square);
  EXPECT_EQ(square / a, a);
  EXPECT_EQ(square.square_root(), a);
}

TEST(BigNumber, DivisionUndoesMultiplicationForManySizes) {
  SeededRandom random(1);
  for (std::size_t size = 1; size < 90; ++size) {
    const BigNumber a = BigNumber::from_bytes(random.bytes(size));
    const BigNumber b = BigNumber::from_bytes(random.bytes(1 + size / 3));
    if (b.is_zero()) {
      continue;
    }
    BigNumber product = a * b;
    EXPECT_EQ(product / b, a);
    product += b;
    product -= BigNumber(1);
    EXPECT_EQ(product / b, a) << "the quotient is rounded down";
  }
}

TEST(BigNumber, DivisionCorrectsAGuessThatIsOneTooHigh) {
  // The case of TAOCP 4.3.1 exercise 21, with 64-bit limbs: step D6 is taken.
  const BigNumber a = number("7fffffffffffffff800000000000000000000000000000000000000000000000");
  const BigNumber b = number("800000000000000000000000000000000000000000000001");
  const BigNumber q = a / b;
  BigNumber next = q;
  next += BigNumber(1);
  EXPECT_LE(q * b, a);
  EXPECT_GT(next * b, a);
}

TEST(BigNumber, SquareRootIsTheGreatestThatFits) {
  SeededRandom random(2);
  for (std::size_t size = 1; size < 140; size += 3) {
    const BigNumber a = BigNumber::from_bytes(random.bytes(size));
    const BigNumber root = a.square_root();
    BigNumber next = root;
    next += BigNumber(1);
    EXPECT_LE(root * root, a);
    EXPECT_GT(next * next, a);
  }
  EXPECT_TRUE(BigNumber().square_root().is_zero());
  EXPECT_EQ(BigNumber(UINT64_MAX).square_root(), BigNumber(UINT32_MAX));
}

TEST(BigNumber, ShiftsAreInverse) {
  const BigNumber a = number("0f123456789abcdef0fedcba9876543211");
  for (const std::size_t bits : {0U, 1U, 63U, 64U, 65U, 130U}) {
    BigNumber moved = a;
    moved <<= bits;
    EXPECT_EQ(moved.bit_length(), a.bit_length() + bits);
    moved >>= bits;
    EXPECT_EQ(moved, a);
  }
  BigNumber gone = a;
  gone >>= 1000;
  EXPECT_TRUE(gone.is_zero());
}

TEST(BigNumber, ModuloTakesTheWholeNumberIntoAccount) {
  EXPECT_EQ(number("010000000000000000").modulo(10), 6U);  // 18446744073709551616
  EXPECT_EQ(number("00000005").modulo(7), 5U);
}

}  // namespace
}  // namespace chancery::policy
