#include "x509/ip_address.h"

#include <gtest/gtest.h>

#include "x509/errors.h"
#include "x509/identifier.h"
#include "x509/peer_for_tests.h"

namespace chancery::x509 {
namespace {

IpAddress address(std::string_view text) {
  return IpAddress::parse(text).value();
}

TEST(IpAddress, ReadsVersion4) {
  EXPECT_TRUE(address("192.0.2.7").is_v4());
  EXPECT_EQ(to_hex(address("192.0.2.7").bytes()), "c0000207");
  EXPECT_EQ(address("0.0.0.0").text(), "0.0.0.0");
  EXPECT_EQ(address("255.255.255.255").text(), "255.255.255.255");
}

TEST(IpAddress, WritesVersion6AsRfc5952Says) {
  const std::pair<const char*, const char*> rows[] = {
      {"2001:0DB8::0001", "2001:db8::1"},
      {"2001:db8:0:0:0:0:2:1", "2001:db8::2:1"},
      {"2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"},  // section 4.2.2: one group stays
      {"2001:0:0:1:0:0:0:1", "2001:0:0:1::1"},           // section 4.2.3: the longest
      {"2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"},     // the first of equals
      {"::", "::"},
      {"::1", "::1"},
      {"1::", "1::"},
      {"0:0:1:2:3:4:5:6", "::1:2:3:4:5:6"},
      {"1:2:3:4:5:6:0:0", "1:2:3:4:5:6::"},
      {"::ffff:192.0.2.1", "::ffff:c000:201"},
  };
  for (const auto& [text, expected] : rows) {
    EXPECT_EQ(address(text).text(), expected);
    EXPECT_EQ(address(address(text).text()), address(text));
    EXPECT_FALSE(address(text).is_v4());
  }
}

TEST(IpAddress, RefusesEverythingElse) {
  for (const char* bad : {"", "1.2.3", "1.2.3.4.5", "256.1.1.1", "01.2.3.4", "1.2.3.4 ", " 1.2.3.4",
                          "1.2.3.4/24", "1.2.3.4:80", "::1%eth0", "[::1]", ":::", "1::2::3",
                          "12345::", "g::", "0x7f.1", "2130706433", "a.b.c.d", "1:2:3:4:5:6:7"}) {
    EXPECT_EQ(code_of(IpAddress::parse(bad)), "ip_address_malformed") << bad;
  }
  EXPECT_FALSE(IpAddress::parse(std::string_view("1.2.3.4\0", 8)));
  EXPECT_FALSE(IpAddress::parse(std::string(100'000, '1')));
}

TEST(IpAddress, HasFourOrSixteenOctets) {
  EXPECT_TRUE(IpAddress::from_bytes(Bytes(4)));
  EXPECT_TRUE(IpAddress::from_bytes(Bytes(16)));
  for (const std::size_t size : {0, 3, 5, 8, 15, 17, 32}) {
    EXPECT_FALSE(IpAddress::from_bytes(Bytes(size))) << size;
  }
}

TEST(IpAddress, KnowsItsReverseName) {
  EXPECT_EQ(address("192.0.2.7").reverse_name(), "7.2.0.192.in-addr.arpa");
  EXPECT_EQ(address("2001:db8::567:89ab").reverse_name(),
            "b.a.9.8.7.6.5.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa");
}

TEST(IpAddress, NeverMistakesVersion4ForVersion6) {
  EXPECT_NE(address("0.0.0.0"), address("::"));
  EXPECT_NE(address("1.2.3.4"), address("102:304::"));
}

TEST(Identifier, IsANameOrAnAddress) {
  const Identifier dns = Identifier::parse("dns", "WWW.example.com").value();
  EXPECT_EQ(dns.type(), Identifier::Type::dns);
  EXPECT_EQ(dns.type_text(), "dns");
  EXPECT_EQ(dns.value(), "www.example.com");
  EXPECT_NE(dns.dns(), nullptr);
  EXPECT_EQ(dns.ip(), nullptr);
  const Identifier ip = Identifier::parse("ip", "2001:DB8:0::1").value();
  EXPECT_EQ(ip.type_text(), "ip");
  EXPECT_EQ(ip.value(), "2001:db8::1");
  EXPECT_LT(dns, ip);
  EXPECT_EQ(std::hash<Identifier>()(dns), std::hash<Identifier>()(Identifier(*dns.dns())));
}

TEST(Identifier, RefusesOtherTypesAndMixUps) {
  EXPECT_EQ(code_of(Identifier::parse("email", "a@b")), "identifier_type_unknown");
  EXPECT_EQ(code_of(Identifier::parse("DNS", "a")), "identifier_type_unknown");
  EXPECT_EQ(code_of(Identifier::parse("dns", "192.0.2.1")), "dns_name_not_preferred");
  EXPECT_EQ(code_of(Identifier::parse("ip", "example.com")), "ip_address_malformed");
}

}  // namespace
}  // namespace chancery::x509
