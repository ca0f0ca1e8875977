#include "base/special_addresses.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <set>
#include <string>

namespace chancery {
namespace {

Bytes at(const std::string& text) {
  const bool is_v6 = text.find(':') != std::string::npos;
  Bytes address(is_v6 ? 16 : 4);
  EXPECT_EQ(inet_pton(is_v6 ? AF_INET6 : AF_INET, text.c_str(), address.data()), 1) << text;
  return address;
}

std::string_view prefix_of(const std::string& address) {
  const auto* block = special_block_of(at(address));
  return block == nullptr ? "none" : block->prefix;
}

bool has_bit(const Bytes& address, std::size_t bit) {
  return (address[bit / 8] >> (7 - bit % 8) & 1) != 0;
}

TEST(SpecialAddresses, EveryRowIsAPrefixWithNoBitBehindIt) {
  std::set<std::string_view> seen;
  for (const auto& row : special_address_blocks()) {
    const auto slash = row.prefix.find('/');
    ASSERT_NE(slash, std::string_view::npos) << row.prefix;
    const Bytes address = at(std::string(row.prefix.substr(0, slash)));
    const auto bits = std::stoul(std::string(row.prefix.substr(slash + 1)));
    ASSERT_LE(bits, address.size() * 8) << row.prefix;
    for (std::size_t bit = bits; bit < address.size() * 8; ++bit) {
      EXPECT_FALSE(has_bit(address, bit)) << row.prefix << " bit " << bit;
    }
    EXPECT_EQ(special_block_of(address), &row) << row.prefix;
    EXPECT_FALSE(row.name.empty() || row.citation.empty()) << row.prefix;
    EXPECT_TRUE(seen.insert(row.prefix).second) << row.prefix;
  }
}

TEST(SpecialAddresses, ABlockHoldsItsFirstAndLastAddressAndNoNeighbour) {
  EXPECT_EQ(prefix_of("9.255.255.255"), "none");
  EXPECT_EQ(prefix_of("10.0.0.0"), "10.0.0.0/8");
  EXPECT_EQ(prefix_of("10.255.255.255"), "10.0.0.0/8");
  EXPECT_EQ(prefix_of("11.0.0.0"), "none");
  EXPECT_EQ(prefix_of("100.63.255.255"), "none");
  EXPECT_EQ(prefix_of("100.127.255.255"), "100.64.0.0/10");
  EXPECT_EQ(prefix_of("100.128.0.0"), "none");
  EXPECT_EQ(prefix_of("fbff:ffff::"), "none");
  EXPECT_EQ(prefix_of("fdff:ffff::"), "fc00::/7");
  EXPECT_EQ(prefix_of("fe00::"), "none");
}

TEST(SpecialAddresses, TheSmallestBlockSpeaks) {
  EXPECT_EQ(prefix_of("255.255.255.254"), "240.0.0.0/4");
  EXPECT_EQ(prefix_of("255.255.255.255"), "255.255.255.255/32");
  EXPECT_EQ(special_block_of(at("255.255.255.255"))->use, AddressUse::no_host);
}

TEST(SpecialAddresses, AnIpv4AddressIsNotFoundInsideOfAMappedOne) {
  EXPECT_EQ(prefix_of("::ffff:10.0.0.1"), "::ffff:0:0/96");
}

TEST(SpecialAddresses, AnAddressOfAnotherLengthIsInNoBlock) {
  EXPECT_EQ(special_block_of(Bytes{10}), nullptr);
  EXPECT_EQ(special_block_of(Bytes{}), nullptr);
  EXPECT_EQ(special_block_of(Bytes(15)), nullptr);
}

}  // namespace
}  // namespace chancery
