#include "console/coding.h"

#include <gtest/gtest.h>

namespace chancery::console {
namespace {

TEST(Coding, IsTheSmallestThatTheClientNames) {
  EXPECT_EQ(choose_coding("gzip, deflate, br, zstd"), Coding::brotli);
  EXPECT_EQ(choose_coding("gzip;q=1.0, br;q=0.2"), Coding::brotli);
  EXPECT_EQ(choose_coding("GZIP"), Coding::gzip);
  EXPECT_EQ(choose_coding("*"), Coding::brotli);
}

TEST(Coding, IsNeverOneThatTheClientDidNotNameOrRefused) {
  EXPECT_EQ(choose_coding(""), Coding::identity);
  EXPECT_EQ(choose_coding("identity"), Coding::identity);
  EXPECT_EQ(choose_coding("br;q=0, gzip"), Coding::gzip);
  EXPECT_EQ(choose_coding("br; q=0.000 ,gzip;q=0"), Coding::identity);
  EXPECT_EQ(choose_coding("brotli, xgzip"), Coding::identity);
}

TEST(Coding, IsIdentityForWhatCannotBeRead) {
  for (const auto* odd : {",,,", ";;", " ; q=1", "q=1", "\x01\xff", "*;q=0"}) {
    EXPECT_EQ(choose_coding(odd), Coding::identity) << odd;
  }
}

}  // namespace
}  // namespace chancery::console
