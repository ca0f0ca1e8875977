// Each lint of the folder: the sample passes, the spoilt sample does not; dates count.
#include <gtest/gtest.h>

#include "lint/registry.h"
#include "lint/testing/sample.h"

namespace chancery::lint::testing {
namespace {

constexpr Time kSpring2027 = at_date(2027, 3, 15);

Sample leaf_of_2027() {
  Sample s = tls_leaf();
  s.at = kSpring2027;
  s.not_before = to_seconds(kSpring2027);
  s.not_after = policy::validity_of_days(s.not_before, 90).not_after;
  return s;
}

void add_client_auth(Sample& s) {
  s.put(x509::kExtendedKeyUsage, false, oid_list({x509::kServerAuth, x509::kClientAuth}));
}

std::vector<Case> cases() {
  using namespace root_program;  // NOLINT(google-build-using-namespace): this folder's names
  return {
      {&kChromeLeafServerAuthOnly, leaf_of_2027(), add_client_auth},
      {&kChromeCaServerAuthOnly, subordinate_ca(), add_client_auth},
      {&kMozillaCaEku, subordinate_ca(), [](Sample& s) { s.drop(x509::kExtendedKeyUsage); }},
      {&kMozillaCaEku, subordinate_ca(),
       [](Sample& s) {
         s.put(x509::kExtendedKeyUsage, false, oid_list({x509::kAnyExtendedKeyUsage}));
       }},
      {&kAppleServer825Days, private_leaf(),
       [](Sample& s) { s.not_after = policy::validity_of_days(s.not_before, 826).not_after; }},
  };
}

class RootProgramLint : public ::testing::TestWithParam<Case> {};

TEST_P(RootProgramLint, PassesTheGoodAndNeverTheSpoilt) {
  const std::string name(GetParam().lint->name);
  EXPECT_FALSE(GetParam().good.findings(true).contains(name));
  Sample spoilt = GetParam().good;
  GetParam().spoil(spoilt);
  EXPECT_TRUE(spoilt.findings(true).contains(name)) << spoilt.report().to_text();
}

INSTANTIATE_TEST_SUITE_P(Cases, RootProgramLint, ::testing::ValuesIn(numbered(cases())), name_of);

TEST(RootProgramLints, NoneIsWithoutACase) {
  const auto all = cases();
  for (const Lint* lint : all_lints()) {
    EXPECT_TRUE(lint->source != Source::root_program ||
                std::ranges::find(all, lint, &Case::lint) != all.end())
        << lint->name;
  }
}

TEST(RootProgramLints, ChromeSaysNothingAboutLeavesBeforeItsDate) {
  Sample s = tls_leaf();
  add_client_auth(s);
  EXPECT_TRUE(s.findings().empty()) << s.report().to_text();
}

}  // namespace
}  // namespace chancery::lint::testing
