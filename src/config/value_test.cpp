#include "config/value.h"

#include <gtest/gtest.h>

#include "config/nearest.h"

namespace chancery::config {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;

TEST(ConfigDuration, ReadsANumberAndItsUnit) {
  EXPECT_EQ(parse_duration("1500ms"), milliseconds(1500));
  EXPECT_EQ(parse_duration("30s"), milliseconds(30'000));
  EXPECT_EQ(parse_duration("15m"), milliseconds(900'000));
  EXPECT_EQ(parse_duration("24h"), hours(24));
  EXPECT_EQ(parse_duration("7d"), hours(168));
  EXPECT_EQ(parse_duration("0s"), milliseconds(0));
}

TEST(ConfigDuration, RefusesAnythingElse) {
  for (const char* text : {"", "s", "15", "-1s", "1.5h", " 1s", "1s ", "1 s", "1H", "1h30m",
                           "99999999999999999999s", "9223372036854775807d", "+1s"}) {
    EXPECT_FALSE(parse_duration(text).has_value()) << text;
  }
}

TEST(ConfigDuration, IsShownInTheLargestUnitThatFits) {
  EXPECT_EQ(duration_text(hours(48)), "2d");
  EXPECT_EQ(duration_text(hours(36)), "36h");
  EXPECT_EQ(duration_text(milliseconds(90'000)), "90s");
  EXPECT_EQ(duration_text(milliseconds(1'500)), "1500ms");
  EXPECT_EQ(duration_text(milliseconds(0)), "0s");
}

TEST(ConfigRate, IsOffOrACountAndASpan) {
  EXPECT_TRUE(parse_rate("off")->is_off());
  EXPECT_EQ(parse_rate("300/3h"), (RateLimit{300, hours(3)}));
  EXPECT_EQ(rate_text(RateLimit{300, hours(3)}), "300/3h");
  EXPECT_EQ(rate_text(RateLimit{}), "off");
  for (const char* text : {"", "300", "300/", "/3h", "0/3h", "300/0s", "-1/3h", "300/3h/1"}) {
    EXPECT_FALSE(parse_rate(text).has_value()) << text;
  }
}

TEST(ConfigPassword, IsMaskedWhereverAUrlCanHoldIt) {
  EXPECT_EQ(mask_password("postgresql://u:p@h/d"), "postgresql://u:***@h/d");
  EXPECT_EQ(mask_password("postgresql://u:p:@q@h/d"), "postgresql://u:***@h/d");
  EXPECT_EQ(mask_password("postgresql://h/d?password=p&user=u"),
            "postgresql://h/d?password=***&user=u");
  EXPECT_EQ(mask_password("postgresql://u@h:5432/d"), "postgresql://u@h:5432/d");
  EXPECT_EQ(mask_password("sqlite:/a/b"), "sqlite:/a/b");
}

TEST(ConfigNearest, FindsTheWordWithTheFewestEdits) {
  EXPECT_EQ(edit_distance("", "abc"), 3U);
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3U);
  EXPECT_EQ(edit_distance("resovler", "resolver"), 1U);
  const std::vector<std::string> known{"listen.http", "listen.https", "log.level"};
  EXPECT_EQ(nearest("listen.htps", known), "listen.https");
  EXPECT_EQ(nearest("log.levle", known), "log.level");
  EXPECT_EQ(nearest("x", {}), "");
}

}  // namespace
}  // namespace chancery::config
