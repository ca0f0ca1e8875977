#include "model/new_serial.h"

#include <gtest/gtest.h>

namespace chancery::model {
namespace {

TEST(NewSerial, IsAlwaysTwentyOctetsAndPositive) {
  SeededRandom random(1);
  for (const auto& now : {at_date(2019, 1, 1), at_date(2020, 1, 1), at_date(2026, 11, 21),
                          at_date(2037, 6, 3), at_date(2060, 1, 1)}) {
    const auto serial = new_serial(now, random);
    ASSERT_EQ(serial.bytes().size(), 20u);
    EXPECT_LT(serial.bytes()[0], 0x80);
    EXPECT_GT(serial.bytes()[0], 0x00);
  }
}

TEST(NewSerial, LaterOnesSortBehind) {
  SeededRandom random(1);
  const Time now = at_date(2026, 11, 21);
  EXPECT_LT(new_serial(now, random), new_serial(now + Duration(1), random));
}

TEST(NewSerial, TheSameMomentGivesDifferentOnes) {
  SeededRandom random(1);
  const Time now = at_date(2026, 11, 21);
  const auto a = new_serial(now, random);
  const auto b = new_serial(now, random);
  EXPECT_NE(a, b);
  // All of the last 120 bits are random: no octet stays the same through many draws.
  std::array<bool, 15> varies{};
  for (int i = 0; i < 50; ++i) {
    const auto other = new_serial(now, random);
    for (std::size_t j = 0; j < varies.size(); ++j) {
      varies[j] = varies[j] || other.bytes()[5 + j] != a.bytes()[5 + j];
    }
  }
  EXPECT_EQ(std::ranges::count(varies, false), 0);
}

}  // namespace
}  // namespace chancery::model
