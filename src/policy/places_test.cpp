#include "policy/places.h"

#include <gtest/gtest.h>

#include "policy/errors.h"
#include "policy/filler.h"

namespace chancery::policy {
namespace {

bool is_state(std::string_view country, std::string_view state) {
  return check_state(country, state).has_value();
}

TEST(Places, TheTableIsInOrderAndLosesNoState) {
  std::string_view before;
  std::size_t states = 0;
  for (const Country& country : countries()) {
    EXPECT_LT(before, country.code);
    EXPECT_FALSE(country.name.empty());
    before = country.code;
    for (const State& state : country.states) {
      EXPECT_TRUE(state.code.starts_with(std::string(country.code) + "-")) << state.code;
      EXPECT_TRUE(state.is_written(state.name)) << state.code;
      ++states;
    }
  }
  EXPECT_EQ(countries().size(), 249U);
  EXPECT_EQ(states, 5127U);
  EXPECT_NE(places_version().find("iso-codes"), std::string_view::npos);
}

TEST(Places, AStateIsWrittenAsIsoOrInEnglishAndWithoutAccents) {
  for (const auto* state : {"Bayern", "Bavaria", "Thüringen", "Thuringen", "Thuringia"}) {
    EXPECT_TRUE(is_state("DE", state)) << state;
  }
  for (const auto* state : {"Seoul", "Seoul-teukbyeolsi", "Gyeonggi-do", "Gwangju"}) {
    EXPECT_TRUE(is_state("KR", state)) << state;
  }
  EXPECT_TRUE(is_state("ES", "Principado de Asturias"));
  EXPECT_TRUE(is_state("GB", "Cymru"));
}

TEST(Places, NoAbbreviationAndNoStateOfAnotherCountryPasses) {
  for (const auto* state : {"BY", "Bav.", "bavaria", "Tyrol", "Bavaria ", ""}) {
    EXPECT_FALSE(is_state("DE", state)) << state;
  }
  EXPECT_FALSE(is_state("US", "Washington DC"));
  EXPECT_FALSE(is_state("US", "CA"));
}

TEST(Places, ACountryWithoutStatesMayWriteAny) {
  EXPECT_TRUE(is_state("HK", "Kowloon"));
}

TEST(Places, ARefusalNamesTheNearestFirstAndNeverAllOfThem) {
  const auto refused = check_state("DE", "Bayrn");
  ASSERT_FALSE(refused);
  EXPECT_TRUE(refused.error().is(kStateUnknown));
  EXPECT_EQ(refused.error().parameter("seen"), "Bayrn");
  EXPECT_TRUE(refused.error().parameter("names").starts_with("Bavaria, "));
  EXPECT_TRUE(refused.error().parameter("names").ends_with(" and 6 others"));
  const auto short_form = check_state("US", "CA");
  EXPECT_TRUE(short_form.error().parameter("names").starts_with("California, "));
}

TEST(Places, XxIsForNoStateThatIsoKnows) {
  const auto refused = check_state("XX", "Bavaria");
  ASSERT_FALSE(refused);
  EXPECT_TRUE(refused.error().is(kCountryHasCode));
  EXPECT_EQ(refused.error().parameter("country"), "DE");
  EXPECT_TRUE(is_state("XX", "Pristina"));
}

TEST(Places, ATownIsNoNumberAndNoAbbreviation) {
  for (const auto* town : {"Seoul", "St. Louis", "Winston-Salem", "서울", "Y", "Paris 15"}) {
    EXPECT_TRUE(check_locality(town)) << town;
  }
  for (const auto* town :
       {"22767", "L.A.", "N.Y", "Ffm.", "Frankfurt a.M.", "Frankfurt a. M.", "-"}) {
    EXPECT_FALSE(check_locality(town)) << town;
  }
}

TEST(Filler, SaysNothingInSignsOrInWords) {
  for (const auto* text : {"", "-", "...", " ", "*", "N/A", "Not Applicable", "unknown"}) {
    EXPECT_TRUE(is_filler(text)) << text;
  }
  for (const auto* text : {"Unknown Worlds", "1", "네이버"}) {
    EXPECT_FALSE(is_filler(text)) << text;
  }
  EXPECT_FALSE(is_signs_only("unknown"));
}

}  // namespace
}  // namespace chancery::policy
