#include "base/utf8.h"

#include <gtest/gtest.h>

#include "base/errors.h"
#include "base/result.h"

namespace chancery {
namespace {

using namespace std::string_literals;

TEST(Utf8, KnowsWellFormedTextAndNothingElse) {
  for (const auto& good :
       {""s, "a"s, "\0"s, "\xc2\x80"s, "\xdf\xbf"s, "\xe0\xa0\x80"s, "\xed\x9f\xbf"s,
        "\xee\x80\x80"s, "\xf0\x90\x80\x80"s, "\xf4\x8f\xbf\xbf"s}) {
    EXPECT_TRUE(is_utf8(good)) << good;
  }
  for (const auto& bad :
       {"\x80"s, "\xc0\x80"s, "\xc1\xbf"s, "\xc2"s, "\xc2 "s, "\xe0\x9f\xbf"s, "\xed\xa0\x80"s,
        "\xe2\x82"s, "\xf0\x8f\xbf\xbf"s, "\xf4\x90\x80\x80"s, "\xf5\x80\x80\x80"s, "\xff"s}) {
    EXPECT_FALSE(is_utf8(bad)) << testing::PrintToString(bad);
  }
}

TEST(Utf8, WellFormedReplacesEachBadByteAndNulAndKeepsTheRest) {
  EXPECT_EQ(well_formed("a\xc3\xa9\xff"
                        "b\0c"s),
            "a\xc3\xa9\xef\xbf\xbd"
            "b\xef\xbf\xbd"
            "c");
  EXPECT_EQ(well_formed("\xe2\x82"), "\xef\xbf\xbd\xef\xbf\xbd");
  EXPECT_EQ(well_formed(""), "");
}

TEST(Errors, HoldNoTextThatADatabaseOrJsonCouldNotHold) {
  const Error error = Error(kHexMalformed, {{"seen", "\xff"}}).with("more", "a\0b"s);
  EXPECT_EQ(error.parameter("seen"), "\xef\xbf\xbd");
  EXPECT_TRUE(is_utf8(error.message()));
  EXPECT_EQ(error.message().find('\0'), std::string::npos);
}

}  // namespace
}  // namespace chancery
