#include "policy/name_rules.h"

#include <fstream>
#include <gtest/gtest.h>

#include "policy/a_label.h"
#include "policy/errors.h"
#include "x509/dns_name.h"
#include "x509/ip_address.h"

namespace chancery::policy {
namespace {

constexpr Time kNow = at_date(2026, 11, 21);

std::shared_ptr<const PublicSuffixList> list() {
  static const auto loaded = PublicSuffixList::load().value();
  return loaded;
}

// The code of the error, or "ok".
std::string judge(const NameRules& rules, std::string_view text, Time at = kNow) {
  if (const auto address = x509::IpAddress::parse(text)) {
    const auto result = rules.check(*address, at);
    return result ? "ok" : std::string(result.error().code());
  }
  const auto name = x509::DnsName::parse(text);
  if (!name) {
    return "not a name: " + std::string(name.error().code());
  }
  const auto result = rules.check(*name, at);
  return result ? "ok" : std::string(result.error().code());
}

std::string judge_public(std::string_view text, Time at = kNow) {
  return judge(NameRules(PolicySet::public_trust, list()), text, at);
}
std::string judge_private(std::string_view text) {
  return judge(NameRules(PolicySet::private_trust, list()), text);
}

TEST(NameRules, OrdinaryNamesPass) {
  EXPECT_EQ(judge_public("example.com"), "ok");
  EXPECT_EQ(judge_public("*.example.co.kr"), "ok");
  EXPECT_EQ(judge_public("a.b.c.example.de"), "ok");
  EXPECT_EQ(judge_public("xn--mnchen-3ya.de"), "ok");
  EXPECT_EQ(judge_public("8.8.8.8"), "ok");
  EXPECT_EQ(judge_public("2606:4700::1111"), "ok");
}

TEST(NameRules, AWildcardMayNotCoverOtherPeoplesDomains) {
  EXPECT_EQ(judge_public("*.com"), "name_wildcard_too_wide");
  EXPECT_EQ(judge_public("*.co.kr"), "name_wildcard_too_wide");
  EXPECT_EQ(judge_public("*.foo.ck"), "name_wildcard_too_wide");
  EXPECT_EQ(judge_private("*.com"), "name_wildcard_too_wide");
  EXPECT_EQ(judge_public("*.github.io"), "ok") << "BR 3.2.2.6 looks at the ICANN section";
  EXPECT_EQ(judge_private("*.corp"), "ok");
}

TEST(NameRules, APublicSuffixItselfIsRefused) {
  EXPECT_EQ(judge_public("co.uk"), "name_public_suffix");
}

TEST(NameRules, InternalAndReservedNamesNeverEnterPublicTrust) {
  EXPECT_EQ(judge_public("server.corp"), "name_internal");
  EXPECT_EQ(judge_public("intranet"), "name_internal");
  EXPECT_EQ(judge_public("*.corp"), "name_internal");
  for (const auto* name :
       {"www.test", "localhost", "a.localhost", "x.invalid", "www.example", "printer.local",
        "db.internal", "router.home.arpa", "facebookcorewwwi.onion", "x.alt"}) {
    EXPECT_EQ(judge_public(name), "name_reserved") << name;
    EXPECT_EQ(judge_private(name), "ok") << name;
  }
  EXPECT_EQ(judge_private("intranet"), "ok");
}

TEST(NameRules, ATopLevelDomainIsRefusedUntilAListKnowsItAndOthersStayRefused) {
  const std::string path = testing::TempDir() + "psl_with_a_new_tld";
  std::ofstream(path) << "// ===BEGIN ICANN DOMAINS===\ncom\nnewgtld\n// ===END ICANN DOMAINS===\n";
  const NameRules fresh(PolicySet::public_trust, PublicSuffixList::load(path).value());
  EXPECT_EQ(judge_public("www.newgtld"), "name_internal");
  EXPECT_EQ(judge(fresh, "www.newgtld"), "ok");
  EXPECT_EQ(judge(fresh, "www.undecided"), "name_internal");
}

TEST(NameRules, ALongerLabelIsNotMistakenForAReservedOne) {
  EXPECT_EQ(judge_public("mylocal.com"), "ok");
  EXPECT_EQ(judge_public("test.com"), "ok");
  EXPECT_EQ(judge_public("www.latest"), "name_internal") << "latest is not test";
}

TEST(NameRules, ReverseZonesAreRefusedSinceTheirDateOnly) {
  const Time before = at_date(2026, 3, 15) - std::chrono::milliseconds(1);
  EXPECT_EQ(judge_public("1.2.0.192.in-addr.arpa", before), "ok");
  EXPECT_EQ(judge_public("1.2.0.192.in-addr.arpa", at_date(2026, 3, 15)), "name_reverse_zone");
  EXPECT_EQ(judge_public("8.b.d.0.1.0.0.2.ip6.arpa"), "name_reverse_zone");
}

TEST(NameRules, ALabelsMustSurviveTheRoundTrip) {
  EXPECT_EQ(judge_public("xn--a.com"), "name_idn_malformed");
  EXPECT_EQ(judge_public("xn--99999999.com"), "name_idn_malformed");
  EXPECT_EQ(judge_public("www.xn--ls8h.la"), "name_idn_malformed") << "a picture";
  EXPECT_EQ(judge_public("xn--1ug.com"), "name_idn_malformed") << "a joiner alone";
  EXPECT_EQ(judge_private("xn--a.corp"), "name_idn_malformed");
  EXPECT_EQ(judge_public("xn--fiqs8s.xn--fiqs8s"), "ok");
}

TEST(ALabels, AreFoundForWhatPeopleType) {
  EXPECT_EQ(with_a_labels("b\u00fccher.example"), "xn--bcher-kva.example");
  EXPECT_EQ(with_a_labels("WWW.B\u00dcCHER"), "WWW.xn--bcher-kva");
  EXPECT_EQ(with_a_labels("\uc608\uc2dc.\ud14c\uc2a4\ud2b8"), "xn--vv4b11d.xn--9t4b11yi5a");
  EXPECT_EQ(with_a_labels("u\u0308ber.de"), "xn--ber-goa.de") << "decomposed";
  for (const char* same :
       {"", ".", "example.com", "*.example", "a..b", "front desk", "..\u202e.."}) {
    EXPECT_EQ(with_a_labels(same), same);
  }
}

TEST(NameRules, OtherReservedLabelsAreRefused) {
  EXPECT_EQ(judge_public("ab--cd.com"), "name_reserved_label");
  EXPECT_EQ(judge_public("a--b.com"), "ok");
}

TEST(NameRules, UnderscoreNeverPasses) {
  EXPECT_NE(judge_public("a_b.example.com"), "ok");
  EXPECT_NE(judge_private("a_b.example.com"), "ok");
}

TEST(NameRules, AnOperatorsLocalSuffixLiftsOnlyWhatItMust) {
  const NameRules rules(PolicySet::public_trust, list(), {"test"});
  EXPECT_EQ(judge(rules, "www.site.test"), "ok");
  EXPECT_EQ(judge(rules, "*.site.test"), "ok");
  EXPECT_EQ(judge(rules, "www.mytest"), "name_internal");
  EXPECT_EQ(judge(rules, "db.internal"), "name_reserved");
  EXPECT_EQ(judge(rules, "xn--a.test"), "name_idn_malformed");
  EXPECT_EQ(judge(rules, "*.com"), "name_wildcard_too_wide");
}

TEST(NameRules, ReservedAddressesNeverEnterPublicTrust) {
  for (const auto* address :
       {"10.1.2.3", "127.0.0.1", "172.31.255.255", "192.168.0.1", "169.254.1.1", "100.64.0.1",
        "192.0.2.9", "198.19.255.255", "240.0.0.1", "::1", "fe80::1", "fec0::1", "fd00::1",
        "2001:db8::1", "::ffff:8.8.8.8", "2001:1ff:ffff::1", "64:ff9b::808:808", "3fff:fff::1"}) {
    EXPECT_EQ(judge_public(address), "address_reserved") << address;
    EXPECT_EQ(judge_private(address), "ok") << address;
  }
}

TEST(NameRules, NeighboursOfReservedBlocksPass) {
  for (const auto* address :
       {"9.255.255.255", "11.0.0.0", "172.15.255.255", "172.32.0.0", "100.63.255.255",
        "100.128.0.0", "198.20.0.0", "2001:200::", "2001:db7:ffff::1", "2001:db9::", "4000::1"}) {
    EXPECT_EQ(judge_public(address), "ok") << address;
  }
}

TEST(NameRules, AddressesOfNoHostAreRefusedEverywhere) {
  for (const auto* address : {"0.0.0.0", "255.255.255.255", "224.0.0.1", "::", "ff02::1"}) {
    EXPECT_EQ(judge_private(address), "address_reserved") << address;
    EXPECT_EQ(judge_public(address), "address_reserved") << address;
  }
}

TEST(NameRules, ARefusalNamesTheNameTheRuleAndTheCitation) {
  const NameRules rules(PolicySet::public_trust, list());
  const auto result = rules.check(x509::DnsName::parse("printer.local").value(), kNow);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().parameter("name"), "printer.local");
  EXPECT_EQ(result.error().parameter("rule"), "name_special_use");
  EXPECT_NE(result.error().parameter("citation").find("RFC 6762"), std::string::npos);
}

}  // namespace
}  // namespace chancery::policy
