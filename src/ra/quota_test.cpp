#include "ra/quota.h"

#include <gtest/gtest.h>

#include "ra/errors.h"

namespace chancery::ra {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

const Time kNow = at_date(2026, 11, 21);

TEST(QuotaKeeper, NeverRefusesWhenItIsOff) {
  QuotaKeeper keeper(Quota{}, "orders per account");
  for (int i = 0; i < 1000; ++i) {
    EXPECT_TRUE(keeper.take("a", kNow));
  }
}

TEST(QuotaKeeper, RefusesWhatIsBeyondTheCountAndSaysWhenToComeBack) {
  QuotaKeeper keeper(Quota{3, hours(1)}, "orders per account");
  for (int i = 0; i < 3; ++i) {
    EXPECT_TRUE(keeper.take("a", kNow)) << i;
  }
  const auto refused = keeper.take("a", kNow);
  ASSERT_FALSE(refused);
  EXPECT_TRUE(refused.error().is(kRateLimited));
  EXPECT_EQ(refused.error().parameter("retry_after"), "1200");
  EXPECT_TRUE(keeper.take("b", kNow)) << "another key must not pay for the first";
}

TEST(QuotaKeeper, GivesATokenBackAfterItsShareOfTheSpanAndNotBefore) {
  QuotaKeeper keeper(Quota{2, hours(1)}, "x");
  EXPECT_TRUE(keeper.take("a", kNow));
  EXPECT_TRUE(keeper.take("a", kNow));
  EXPECT_FALSE(keeper.take("a", kNow + minutes(29)));
  EXPECT_TRUE(keeper.take("a", kNow + minutes(30)));
  EXPECT_FALSE(keeper.take("a", kNow + minutes(31)));
}

TEST(QuotaKeeper, DoesNotGrowWithoutBound) {
  QuotaKeeper keeper(Quota{1, hours(1)}, "x");
  for (std::size_t i = 0; i <= QuotaKeeper::kMaxBuckets; ++i) {
    EXPECT_TRUE(keeper.take(std::to_string(i), kNow));
  }
  EXPECT_TRUE(keeper.take("late", kNow + hours(2))) << "idle buckets make room";
  EXPECT_FALSE(keeper.take("late", kNow + hours(2)));
}

}  // namespace
}  // namespace chancery::ra
