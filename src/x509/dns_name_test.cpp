#include "x509/dns_name.h"

#include <gtest/gtest.h>
#include <set>

#include "x509/errors.h"
#include "x509/peer_for_tests.h"

namespace chancery::x509 {
namespace {

DnsName name(std::string_view text) {
  return DnsName::parse(text).value();
}

std::string labels(std::size_t count, std::size_t length) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) {
    out += (i == 0 ? "" : ".") + std::string(length, 'a');
  }
  return out;
}

TEST(DnsName, LowersUpperCaseAndKeepsTheRest) {
  EXPECT_EQ(name("WWW.Example.COM").text(), "www.example.com");
  EXPECT_EQ(name("xn--bcher-kva.example").text(), "xn--bcher-kva.example");
  EXPECT_EQ(name("a").text(), "a");
  EXPECT_EQ(name("3com.com").text(), "3com.com");
  EXPECT_EQ(name("1.2.3.4.com").text(), "1.2.3.4.com");
  EXPECT_EQ(name("a--b.example").text(), "a--b.example");
}

TEST(DnsName, RefusesWhatIsNotPreferredSyntax) {
  for (const char* bad : {"",
                          ".",
                          "example.com.",
                          ".example.com",
                          "a..b",
                          "-a.com",
                          "a-.com",
                          "a_b.com",
                          "_a.com",
                          "a b.com",
                          " example.com",
                          "example.com ",
                          "exa\tmple.com",
                          "example.com/",
                          "example.com:80",
                          "a@b.com",
                          "1.2.3.4",
                          "example.123",
                          "localhost.0",
                          "*",
                          "*.",
                          "**.com",
                          "a.*.com",
                          "*a.com",
                          "a*.com",
                          "*.*.com",
                          "*..com",
                          "[::1]",
                          "a\\.com",
                          "a%00.com"}) {
    EXPECT_EQ(code_of(DnsName::parse(bad)), "dns_name_not_preferred") << bad;
  }
}

TEST(DnsName, RefusesNulBytesInside) {
  const std::string deceiving("paypal.com\0.evil.com", 20);
  EXPECT_EQ(code_of(DnsName::parse(deceiving)), "dns_name_not_preferred");
}

TEST(DnsName, AsksForALabelsWhenThereIsMoreThanAscii) {
  const auto error = DnsName::parse(
                         "b\xc3\xbc"
                         "cher.example")
                         .error();
  EXPECT_TRUE(error.is(kDnsNameNotAscii));
  EXPECT_EQ(error.parameter("name"), "b??cher.example");
}

TEST(DnsName, SaysWhatIsWrong) {
  EXPECT_EQ(DnsName::parse("a_b.com").error().parameter("problem"),
            "a character that is not a letter, digit or hyphen");
  EXPECT_EQ(DnsName::parse("a_b.com").error().parameter("name"), "a_b.com");
  EXPECT_EQ(DnsName::parse("10.0.0.1").error().parameter("problem"),
            "a last label that is a number");
}

TEST(DnsName, IsBoundedInLabelAndLength) {
  EXPECT_TRUE(DnsName::parse(std::string(63, 'a') + ".com"));
  EXPECT_FALSE(DnsName::parse(std::string(64, 'a') + ".com"));
  const std::string longest = labels(3, 63) + "." + std::string(61, 'a');
  ASSERT_EQ(longest.size(), 253U);
  EXPECT_TRUE(DnsName::parse(longest));
  EXPECT_TRUE(DnsName::parse("*." + longest));
  EXPECT_FALSE(DnsName::parse("a" + longest));
  EXPECT_FALSE(DnsName::parse(labels(4, 63)));
  EXPECT_FALSE(DnsName::parse("*." + labels(4, 63)));
  EXPECT_FALSE(DnsName::parse(std::string(1'000'000, 'a')));
}

TEST(DnsName, KnowsWildcards) {
  EXPECT_TRUE(name("*.example.com").is_wildcard());
  EXPECT_FALSE(name("example.com").is_wildcard());
  EXPECT_EQ(name("*.example.com").without_wildcard(), name("example.com"));
  EXPECT_EQ(name("example.com").without_wildcard(), name("example.com"));
  EXPECT_TRUE(name("*.com").is_wildcard());  // whether that may be is policy's question
}

TEST(DnsName, ClimbsToItsParents) {
  EXPECT_EQ(name("a.b.c").parent(), name("b.c"));
  EXPECT_EQ(name("*.b.c").parent(), name("b.c"));
  EXPECT_EQ(name("c").parent(), std::nullopt);
  EXPECT_EQ(name("a.b.c").label_count(), 3U);
  EXPECT_EQ(name("*.b.c").label_count(), 3U);
}

TEST(DnsName, LiesBelowByWholeLabels) {
  EXPECT_TRUE(name("a.example.com").is_under(name("example.com")));
  EXPECT_TRUE(name("example.com").is_under(name("example.com")));
  EXPECT_FALSE(name("badexample.com").is_under(name("example.com")));
  EXPECT_FALSE(name("com").is_under(name("example.com")));
}

TEST(DnsName, EqualNamesAreEqualWhateverTheirCase) {
  const std::set<DnsName> names{name("A.com"), name("a.COM"), name("b.com")};
  EXPECT_EQ(names.size(), 2U);
}

}  // namespace
}  // namespace chancery::x509
