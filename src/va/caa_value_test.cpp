#include "va/caa_value.h"

#include <gtest/gtest.h>

namespace chancery::va {
namespace {

using namespace std::string_literals;
using Parameters = std::vector<std::pair<std::string, std::string>>;

TEST(CaaIssueValue, ReadsDomainAndParameters) {
  const auto value =
      parse_caa_issue_value(
          "\t CA.example.Net ; account=230123 ;AccountURI = https://a.test/acct/1;\tp= ;")
          .value();
  EXPECT_EQ(value.issuer_domain, "ca.example.net");
  EXPECT_EQ(
      value.parameters,
      (Parameters{{"account", "230123"}, {"accounturi", "https://a.test/acct/1"}, {"p", ""}}));
  EXPECT_EQ(value.all("p").size(), 1U);
  EXPECT_TRUE(value.all("q").empty());
}

TEST(CaaIssueValue, ReadsValuesThatAuthorizeNobody) {
  for (const char* text : {"", " ", ";", " ; ", "; x=y"}) {
    const auto value = parse_caa_issue_value(text);
    ASSERT_TRUE(value) << text;
    EXPECT_EQ(value->issuer_domain, "");
  }
}

TEST(CaaIssueValue, KeepsRepeatedParameters) {
  EXPECT_EQ(parse_caa_issue_value("a.test;x=1;x=2;X=3")->all("x"),
            (std::vector<std::string_view>{"1", "2", "3"}));
}

TEST(CaaIssueValue, RefusesWhatTheGrammarDoesNotKnow) {
  for (const auto& bad :
       {"-ca.test"s,      "ca-.test"s,      "ca..test"s,        ".ca.test"s,
        "ca.test."s,      "ca_x.test"s,     "ca test"s,         "ca.test x=y"s,
        "ca.test; x"s,    "ca.test; =y"s,   "ca.test; x y=z"s,  "ca.test; x=a b"s,
        "ca.test;; x=y"s, "ca.test; -x=y"s, "ca.test; x=\x7f"s, "ca.test; x=\xc3\xa9"s,
        "ca.test\0"s,     "ca.test; x=\0"s, "*.ca.test"s,       "ca.test\n"s}) {
    EXPECT_FALSE(parse_caa_issue_value(bad)) << bad;
  }
}

}  // namespace
}  // namespace chancery::va
