#include "net/address.h"

#include <gtest/gtest.h>

#include "net/address_filter.h"
#include "net/errors.h"

namespace chancery::net {
namespace {

Address at(const char* text) {
  return Address::parse(text).value();
}

TEST(AddressText, RoundTrips) {
  for (const char* text : {"192.0.2.1", "::1", "2001:db8::ff", "::ffff:192.0.2.1"}) {
    EXPECT_EQ(at(text).text(), text);
  }
  EXPECT_EQ(at("2001:DB8:0:0::1").text(), "2001:db8::1");
}

TEST(AddressText, RefusesShortFormsZonesBracketsAndNames) {
  for (const char* bad : {"", "127.1", "0177.0.0.1", "0x7f.1", "2130706433", "fe80::1%eth0",
                          "[::1]", "::1/128", "localhost", "1.2.3.4 ", "1.2.3.256",
                          "1111:2222:3333:4444:5555:6666:7777:8888:9999:aaaa:bbbb:cccc:dddd"}) {
    EXPECT_TRUE(Address::parse(bad).error().is(kAddressMalformed)) << bad;
  }
  EXPECT_FALSE(Address::parse(std::string_view("1.2.3.4\0x", 9)));
  EXPECT_FALSE(Address::from_bytes(Bytes(5)));
}

TEST(EndpointText, ReadsBothFamiliesAndTheDefaultPort) {
  EXPECT_EQ(parse_endpoint("192.0.2.1:53", 5)->text(), "192.0.2.1:53");
  EXPECT_EQ(parse_endpoint("192.0.2.1", 53)->text(), "192.0.2.1:53");
  EXPECT_EQ(parse_endpoint("[::1]:5300", 53)->text(), "[::1]:5300");
  EXPECT_EQ(parse_endpoint("[::1]", 53)->text(), "[::1]:53");
  EXPECT_EQ(parse_endpoint("2001:db8::1", 53)->text(), "[2001:db8::1]:53");
  for (const char* bad : {"192.0.2.1:0", "192.0.2.1:65536", "192.0.2.1:x", "192.0.2.1:", "[::1",
                          "[::1]53", "[::1]:", "host:53", ":53", ""}) {
    EXPECT_FALSE(parse_endpoint(bad, 53)) << bad;
  }
}

TEST(AddressFilter, LetsGlobalUnicastThroughUnderBothSettings) {
  for (const auto setting : {PrivateAddresses::forbidden, PrivateAddresses::allowed}) {
    for (const char* text :
         {"1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "172.15.255.255",
          "172.32.0.0", "223.255.255.255", "2606:4700::1111", "2a00::1", "2001:200::1", "3ffe::1",
          "::ffff:1.1.1.1"}) {
      EXPECT_TRUE(AddressFilter(setting).check(at(text))) << text;
    }
  }
}

TEST(AddressFilter, NeverReachesPrivateAddressesByDefault) {
  for (const char* text : {"127.0.0.1", "127.255.255.254", "10.0.0.1", "172.16.0.1",
                           "172.31.255.255", "192.168.1.1", "100.64.0.1", "100.127.255.255", "::1",
                           "fd00::1", "fc00::1", "::ffff:127.0.0.1", "::ffff:10.1.2.3"}) {
    const auto refused = AddressFilter(PrivateAddresses::forbidden).check(at(text));
    ASSERT_FALSE(refused) << text;
    EXPECT_TRUE(refused.error().is(kAddressForbidden));
    EXPECT_EQ(refused.error().parameter("address"), text);
    EXPECT_NE(refused.error().parameter("citation"), "");
    EXPECT_TRUE(AddressFilter(PrivateAddresses::allowed).check(at(text))) << text;
  }
}

TEST(AddressFilter, NeverReachesMetadataMulticastOrReservedUnderAnySetting) {
  for (const char* text : {"169.254.169.254",
                           "::ffff:169.254.169.254",
                           "0.0.0.0",
                           "224.0.0.1",
                           "255.255.255.255",
                           "240.0.0.1",
                           "192.0.2.1",
                           "198.51.100.1",
                           "203.0.113.9",
                           "198.19.0.1",
                           "::",
                           "fe80::1",
                           "fec0::1",
                           "ff02::1",
                           "2001:db8::1",
                           "2002:7f00:1::",
                           "64:ff9b::7f00:1",
                           "2001::1",
                           "3fff::1",
                           "4000::1",
                           "::127.0.0.1",
                           "::2",
                           "5f00::1",
                           "e000::1"}) {
    EXPECT_FALSE(AddressFilter(PrivateAddresses::allowed).check(at(text))) << text;
  }
}

}  // namespace
}  // namespace chancery::net
