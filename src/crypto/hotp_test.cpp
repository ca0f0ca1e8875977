#include "crypto/hotp.h"

#include <gtest/gtest.h>

namespace chancery::crypto {
namespace {

const BytesView kKey = as_bytes("12345678901234567890");

TEST(Hotp, IsThatOfRfc4226AppendixD) {
  constexpr std::uint32_t kCodes[] = {755224, 287082, 359152, 969429, 338314,
                                      254676, 287922, 162583, 399871, 520489};
  std::uint64_t counter = 0;
  for (const auto code : kCodes) {
    EXPECT_EQ(hotp(kKey, counter), code) << counter;
    ++counter;
  }
}

TEST(Hotp, IsThatOfRfc6238AppendixBInItsLastSixDigits) {
  EXPECT_EQ(hotp(kKey, 59 / 30), 287082U);
  EXPECT_EQ(hotp(kKey, 1111111109 / 30), 81804U);
  EXPECT_EQ(hotp(kKey, 1111111111 / 30), 50471U);
  EXPECT_EQ(hotp(kKey, 1234567890 / 30), 5924U);
  EXPECT_EQ(hotp(kKey, 2000000000 / 30), 279037U);
  EXPECT_EQ(hotp(kKey, 20000000000 / 30), 353130U);
}

}  // namespace
}  // namespace chancery::crypto
