#include "policy/countries.h"

#include <gtest/gtest.h>

namespace chancery::policy {
namespace {

TEST(Countries, NoPairOfLettersPassesThatIsoDidNotAssign) {
  int assigned = 0;
  for (char first = 'A'; first <= 'Z'; ++first) {
    for (char second = 'A'; second <= 'Z'; ++second) {
      assigned += is_country_code(std::string{first, second}) ? 1 : 0;
    }
  }
  EXPECT_EQ(assigned, 250) << "249 countries and XX";
  for (const auto* code : {"KR", "DE", "GB", "US", "ZW", "AD", "XX"}) {
    EXPECT_TRUE(is_country_code(code)) << code;
  }
  for (const auto* code : {"UK", "EU", "AA", "ZZ", "kr", "K", "KOR", "", "DA"}) {
    EXPECT_FALSE(is_country_code(code)) << code;
  }
}

}  // namespace
}  // namespace chancery::policy
