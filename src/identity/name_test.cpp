#include "identity/name.h"

#include <gtest/gtest.h>

namespace chancery::identity {
namespace {

TEST(Names, AreUtf8WithoutControlCharacters) {
  for (const std::string good :
       {"a", "deploy key", "M\xc3\xbcller", "\xea\xb9\x80", "\xf0\x9f\x94\x91", "a/b\"<>"}) {
    EXPECT_TRUE(check_name(good)) << good;
  }
  EXPECT_TRUE(check_name(std::string(100, 'x')));
  EXPECT_FALSE(check_name(std::string(101, 'x')));
  EXPECT_FALSE(check_name(""));
  for (const auto c : {'\0', '\n', '\x1f', '\x7f'}) {
    EXPECT_FALSE(check_name(std::string("a") + c));
  }
}

TEST(Names, AreNotWhatMerelyLooksLikeUtf8) {
  for (const std::string bad :
       {"\x80", "\xc3", "\xc3(", "\xc0\xaf", "\xc1\x81", "\xe0\x80\xaf", "\xed\xa0\x80", "\xe2\x82",
        "\xf0\x80\x80\x80", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "ok\xff"}) {
    EXPECT_FALSE(check_name(bad));
  }
}

}  // namespace
}  // namespace chancery::identity
