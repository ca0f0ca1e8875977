#include "vetting/facts.h"

#include <gtest/gtest.h>

#include "identity/errors.h"
#include "vetting/desk_for_tests.h"
#include "vetting/errors.h"

namespace chancery::vetting {
namespace {

using model::OrganizationFacts;

/// What is refused about the facts after a change, and in which field.
template <class Change>
std::string refused(Change change) {
  OrganizationFacts facts = example_facts();
  change(facts);
  const auto checked = check_facts(facts);
  if (checked) {
    return "nothing";
  }
  const auto field = checked.error().parameter("field");
  return std::string(checked.error().code()) + (field.empty() ? "" : " ") + std::string(field);
}

TEST(OrganizationFacts, AreTakenAsTheyAreWritten) {
  EXPECT_EQ(refused([](auto&) {}), "nothing");
  EXPECT_EQ(refused([](auto& f) { f.name = "한빛 주식회사"; }), "nothing");
  EXPECT_EQ(refused([](auto& f) { f.name = std::string(64, 'x'); }), "nothing");
  EXPECT_EQ(refused([](auto& f) { f.state_or_province.clear(); }), "nothing");
  EXPECT_EQ(refused([](auto& f) { f.locality.clear(); }), "nothing");
  EXPECT_EQ(refused([](auto& f) { f.country = "XX", f.state_or_province.clear(); }), "nothing");
}

TEST(OrganizationFacts, HoldNoFiller) {
  for (const char* filler :
       {"-", "...", " ", "n/a", "N/A", "Not Applicable", "unknown", "*", "?", "--- ---", "TBD"}) {
    EXPECT_EQ(refused([&](auto& f) { f.name = filler; }), "organization_fact_malformed name")
        << filler;
    EXPECT_EQ(refused([&](auto& f) { f.locality = filler; }),
              "organization_fact_malformed locality")
        << filler;
    EXPECT_EQ(refused([&](auto& f) { f.representative.title = filler; }),
              "organization_fact_malformed representative.title")
        << filler;
  }
}

TEST(OrganizationFacts, AreBoundedAsTheirAttributesAre) {
  EXPECT_EQ(refused([](auto& f) { f.name = std::string(65, 'x'); }),
            "organization_fact_malformed name");
  EXPECT_EQ(refused([](auto& f) { f.locality = std::string(129, 'x'); }),
            "organization_fact_malformed locality");
  EXPECT_EQ(refused([](auto& f) { f.postal_code = std::string(17, '1'); }),
            "organization_fact_malformed postal_code");
  EXPECT_EQ(refused([](auto& f) { f.name.clear(); }), "organization_fact_malformed name");
  for (const char* text :
       {" Example", "Example ", "Exa  mple", "Exa\nmple", "Exa\x7fmple", "\xff"}) {
    EXPECT_EQ(refused([&](auto& f) { f.name = text; }), "organization_fact_malformed name") << text;
  }
}

TEST(OrganizationFacts, NameACountryByItsCode) {
  for (const char* code : {"de", "UK", "ZZ", "D", "DEU", "", "--"}) {
    EXPECT_EQ(refused([&](auto& f) { f.country = code; }), "organization_fact_malformed country")
        << code;
  }
}

TEST(OrganizationFacts, NameAPlaceByItsFullName) {
  EXPECT_EQ(refused([](auto& f) {
              f.state_or_province.clear();
              f.locality.clear();
            }),
            "organization_place_missing");
  for (const char* state : {"CA", "NSW", "HH", "Bavarian", "hamburg", "Goa"}) {
    EXPECT_EQ(refused([&](auto& f) { f.state_or_province = state; }), "state_unknown") << state;
  }
  EXPECT_EQ(refused([](auto& f) { f.country = "XX"; }), "country_has_code");
  EXPECT_EQ(refused([](auto& f) { f.country = "HK", f.state_or_province = "Kowloon"; }), "nothing");
  for (const char* town : {"22767", "Ffm.", "L.A."}) {
    EXPECT_EQ(refused([&](auto& f) { f.locality = town; }), "locality_no_name") << town;
  }
}

TEST(OrganizationFacts, NameWhoCanBeReached) {
  for (const char* phone : {"", "12", "call me", "+49 40 12345x", "123456789012345678901"}) {
    EXPECT_EQ(refused([&](auto& f) { f.representative.phone = phone; }),
              "organization_fact_malformed representative.phone")
        << phone;
  }
  EXPECT_EQ(refused([](auto& f) { f.representative.email = "nobody"; }),
            identity::kEmailMalformed.code);
  for (const char* site : {"www.example.com", "ftp://example.com", "https://", "https://a b.com",
                           "javascript:alert(1)", "https://exa_mple.com/"}) {
    EXPECT_EQ(refused([&](auto& f) { f.website = site; }), "organization_fact_malformed website")
        << site;
  }
}

}  // namespace
}  // namespace chancery::vetting
