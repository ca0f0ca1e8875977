#include "va/method.h"

#include <gtest/gtest.h>

#include "va/challenge.h"
#include "va/errors.h"

namespace chancery::va {
namespace {

const Time kNow = at_date(2026, 11, 21);

x509::Identifier dns(const char* name) {
  return x509::Identifier(x509::DnsName::parse(name).value());
}
x509::Identifier ip(const char* address) {
  return x509::Identifier(x509::IpAddress::parse(address).value());
}

TEST(MethodRules, NameTheirSection) {
  EXPECT_EQ(rule_for(Method::http_01, dns("a.example"), kNow).value()->section, "3.2.2.4.19");
  EXPECT_EQ(rule_for(Method::dns_01, dns("a.example"), kNow).value()->section, "3.2.2.4.7");
  EXPECT_EQ(rule_for(Method::tls_alpn_01, dns("a.example"), kNow).value()->section, "3.2.2.4.20");
  EXPECT_EQ(rule_for(Method::dns_change, dns("a.example"), kNow).value()->section, "3.2.2.4.7");
  EXPECT_EQ(rule_for(Method::http_01, ip("1.1.1.1"), kNow).value()->section, "3.2.2.5.6");
  EXPECT_EQ(rule_for(Method::tls_alpn_01, ip("2606::1"), kNow).value()->section, "3.2.2.5.7");
}

TEST(MethodRules, OnlyDnsProvesAWildcard) {
  EXPECT_TRUE(rule_for(Method::dns_01, dns("*.a.example"), kNow));
  EXPECT_TRUE(rule_for(Method::dns_change, dns("*.a.example"), kNow));
  for (const auto method : {Method::http_01, Method::tls_alpn_01}) {
    const auto rule = rule_for(method, dns("*.a.example"), kNow);
    ASSERT_FALSE(rule);
    EXPECT_TRUE(rule.error().is(kMethodNotAllowed));
    EXPECT_EQ(rule.error().parameter("identifier"), "*.a.example");
  }
}

TEST(MethodRules, DnsNeverProvesAnAddress) {
  EXPECT_FALSE(rule_for(Method::dns_01, ip("1.1.1.1"), kNow));
  EXPECT_FALSE(rule_for(Method::dns_change, ip("1.1.1.1"), kNow));
}

TEST(MethodRules, ARuleDoesNotReachBackBeforeItsDate) {
  EXPECT_FALSE(rule_for(Method::http_01, dns("a.example"), Time(at_date(2020, 3, 2))));
  EXPECT_TRUE(rule_for(Method::http_01, dns("a.example"), Time(at_date(2020, 3, 3))));
}

TEST(MethodLabels, IanaAndBrLabelsMeanTheSame) {
  EXPECT_TRUE(is_labelled(Method::http_01, "http-01"));
  EXPECT_TRUE(is_labelled(Method::http_01, "ca-tbr-19"));
  EXPECT_TRUE(is_labelled(Method::dns_change, "ca-tbr-7"));
  EXPECT_FALSE(is_labelled(Method::dns_change, "dns-change")) << "not a registered label";
  EXPECT_FALSE(is_labelled(Method::dns_change, "dns-01"));
  EXPECT_FALSE(is_labelled(Method::dns_01, "DNS-01"));
  EXPECT_FALSE(is_labelled(Method::dns_01, ""));
}

TEST(Challenges, MakeTheNamesAndValuesOfRfc8555) {
  EXPECT_EQ(http_01_url(dns("www.example.org"), "T0"),
            "http://www.example.org/.well-known/acme-challenge/T0");
  EXPECT_EQ(http_01_url(ip("2001:db8::1"), "T0"),
            "http://[2001:db8::1]/.well-known/acme-challenge/T0");
  EXPECT_EQ(dns_01_record_name(x509::DnsName::parse("*.example.org").value()),
            "_acme-challenge.example.org");
  // printf '%s' token.thumbprint | openssl dgst -sha256 -binary | basenc --base64url | tr -d =
  EXPECT_EQ(dns_01_value("token.thumbprint"), "61rBZ_4knHblO0MNoxFsXZ_eTFUHum0B6IVRbhvUn5I");
}

}  // namespace
}  // namespace chancery::va
