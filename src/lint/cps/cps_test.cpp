// Each lint of the folder: the sample passes, the spoilt sample does not.
#include <gtest/gtest.h>

#include "lint/registry.h"
#include "lint/testing/sample.h"

namespace chancery::lint::testing {
namespace {

std::vector<SampleGeneralName> many_names(int count) {
  std::vector<SampleGeneralName> names;
  for (int i = 0; i < count; ++i) {
    names.push_back({kDnsName, "n" + std::to_string(i) + ".example.com"});
  }
  return names;
}

std::vector<Case> cases() {
  using namespace cps;  // NOLINT(google-build-using-namespace): this folder's names
  return {
      {&kSerial126Bits, tls_leaf(), [](Sample& s) { s.serial = Bytes(15, 1); }},
      {&kNotBeyondIssuer, private_leaf(),
       [](Sample& s) { s.issuer_end = s.not_after - std::chrono::seconds(1); }},
      {&kNamesAtMost100, tls_leaf(), [](Sample& s) { s.names(many_names(101)); }},
      {&kRootKeySize, root_ca(), [](Sample& s) { s.spki = ec_key(kCurveP256, 32, 1); }},
      {&kRootKeySize, root_ca(), [](Sample& s) { s.spki = rsa_key(3072); }},
      {&kAlreadyExpired, private_leaf(),
       [](Sample& s) { s.not_after = to_seconds(kNow) - std::chrono::seconds(1); }},
      {&kPlainText, private_leaf(), [](Sample& s) { s.subject.front().value = " Acme"; }},
      {&kPlainText, private_leaf(), [](Sample& s) { s.subject.front().value = "Ac\tme"; }},
      {&kPlainText, private_leaf(), [](Sample& s) { s.subject.front().value = "Acm\xef\xbf\xbd"; }},
      {&kIssuerIsAnother, tls_leaf(), [](Sample& s) { s.spki = s.issuer_spki; }},
  };
}

class CpsLint : public ::testing::TestWithParam<Case> {};

TEST_P(CpsLint, PassesTheGoodAndNeverTheSpoilt) {
  const std::string name(GetParam().lint->name);
  EXPECT_FALSE(GetParam().good.findings(true).contains(name));
  Sample spoilt = GetParam().good;
  GetParam().spoil(spoilt);
  EXPECT_TRUE(spoilt.findings(true).contains(name)) << spoilt.report().to_text();
}

INSTANTIATE_TEST_SUITE_P(Cases, CpsLint, ::testing::ValuesIn(numbered(cases())), name_of);

TEST(CpsLints, NoneIsWithoutACase) {
  const auto all = cases();
  for (const Lint* lint : all_lints()) {
    EXPECT_TRUE(lint->source != Source::cps ||
                std::ranges::find(all, lint, &Case::lint) != all.end())
        << lint->name;
  }
}

TEST(CpsLints, AHundredNamesPass) {
  Sample s = tls_leaf();
  s.names(many_names(100));
  EXPECT_TRUE(s.findings().empty()) << s.report().to_text();
}

}  // namespace
}  // namespace chancery::lint::testing
