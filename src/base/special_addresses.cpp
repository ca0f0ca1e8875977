// https://www.iana.org/assignments/iana-ipv4-special-registry/
// https://www.iana.org/assignments/iana-ipv6-special-registry/
#include "base/special_addresses.h"

#include <arpa/inet.h>
#include <charconv>
#include <string>
#include <vector>

namespace chancery {
namespace {

constexpr auto kNoHost = AddressUse::no_host;
constexpr auto kPrivate = AddressUse::private_network;
constexpr auto kReserved = AddressUse::reserved;

constexpr SpecialAddressBlock kBlocks[] = {
    {"0.0.0.0/8", "this network", "RFC 791 section 3.2", kNoHost},
    {"10.0.0.0/8", "private use", "RFC 1918", kPrivate},
    {"100.64.0.0/10", "shared address space (CGNAT)", "RFC 6598", kPrivate},
    {"127.0.0.0/8", "loopback", "RFC 1122 section 3.2.1.3", kPrivate},
    {"169.254.0.0/16", "link local", "RFC 3927", kReserved},
    {"172.16.0.0/12", "private use", "RFC 1918", kPrivate},
    {"192.0.0.0/24", "IETF protocol assignments", "RFC 6890 section 2.1", kReserved},
    {"192.0.2.0/24", "documentation (TEST-NET-1)", "RFC 5737", kReserved},
    {"192.31.196.0/24", "AS112-v4", "RFC 7535", kReserved},
    {"192.52.193.0/24", "AMT", "RFC 7450", kReserved},
    {"192.88.99.0/24", "deprecated 6to4 relay anycast", "RFC 7526", kReserved},
    {"192.168.0.0/16", "private use", "RFC 1918", kPrivate},
    {"192.175.48.0/24", "direct delegation AS112 service", "RFC 7534", kReserved},
    {"198.18.0.0/15", "benchmarking", "RFC 2544", kReserved},
    {"198.51.100.0/24", "documentation (TEST-NET-2)", "RFC 5737", kReserved},
    {"203.0.113.0/24", "documentation (TEST-NET-3)", "RFC 5737", kReserved},
    {"224.0.0.0/4", "multicast", "RFC 5771", kNoHost},
    {"240.0.0.0/4", "reserved", "RFC 1112 section 4", kReserved},
    {"255.255.255.255/32", "limited broadcast", "RFC 919 section 7", kNoHost},

    {"::/128", "unspecified address", "RFC 4291 section 2.5.2", kNoHost},
    {"::1/128", "loopback", "RFC 4291 section 2.5.3", kPrivate},
    {"::ffff:0:0/96", "IPv4-mapped address", "RFC 4291 section 2.5.5.2", kReserved},
    {"64:ff9b::/96", "IPv4-IPv6 translation", "RFC 6052", kReserved},
    {"64:ff9b:1::/48", "IPv4-IPv6 translation, local use", "RFC 8215", kReserved},
    {"100::/64", "discard only", "RFC 6666", kReserved},
    {"100:0:0:1::/64", "dummy IPv6 prefix", "RFC 9780", kReserved},
    {"2001::/23", "IETF protocol assignments (Teredo, ORCHID and others)", "RFC 2928", kReserved},
    {"2001:db8::/32", "documentation", "RFC 3849", kReserved},
    {"2002::/16", "6to4", "RFC 3056", kReserved},
    {"2620:4f:8000::/48", "direct delegation AS112 service", "RFC 7534", kReserved},
    {"3fff::/20", "documentation", "RFC 9637", kReserved},
    {"5f00::/16", "segment routing (SRv6) SIDs", "RFC 9602", kReserved},
    {"fc00::/7", "unique local", "RFC 4193", kPrivate},
    {"fe80::/10", "link local", "RFC 4291 section 2.5.6", kReserved},
    {"fec0::/10", "deprecated site local", "RFC 3879", kReserved},
    {"ff00::/8", "multicast", "RFC 4291 section 2.7", kNoHost},
};

struct Prefix {
  Bytes address;
  std::size_t bits = 0;
  const SpecialAddressBlock* block = nullptr;
};

// The table is constant text, and a test reads every row: nothing can fail here.
Prefix parse(const SpecialAddressBlock& block) {
  const auto slash = block.prefix.find('/');
  const std::string address(block.prefix.substr(0, slash));
  const std::string_view bits = block.prefix.substr(slash + 1);
  const bool is_v6 = address.find(':') != std::string::npos;
  Prefix prefix{Bytes(is_v6 ? 16 : 4), 0, &block};
  inet_pton(is_v6 ? AF_INET6 : AF_INET, address.c_str(), prefix.address.data());
  std::from_chars(bits.data(), bits.data() + bits.size(), prefix.bits);
  return prefix;
}

std::vector<Prefix> parse_all() {
  std::vector<Prefix> parsed;
  for (const auto& block : kBlocks) {
    parsed.push_back(parse(block));
  }
  return parsed;
}

bool holds(const Prefix& prefix, BytesView address) {
  if (prefix.address.size() != address.size()) {
    return false;
  }
  const std::size_t whole = prefix.bits / 8;
  const std::size_t rest = prefix.bits % 8;
  return equal(BytesView(prefix.address).first(whole), address.first(whole)) &&
         (rest == 0 || ((prefix.address[whole] ^ address[whole]) >> (8 - rest)) == 0);
}

}  // namespace

std::span<const SpecialAddressBlock> special_address_blocks() {
  return kBlocks;
}

const SpecialAddressBlock* special_block_of(BytesView address) {
  static const std::vector<Prefix> kPrefixes = parse_all();
  const Prefix* smallest = nullptr;
  for (const auto& prefix : kPrefixes) {
    if (holds(prefix, address) && (smallest == nullptr || prefix.bits > smallest->bits)) {
      smallest = &prefix;
    }
  }
  return smallest == nullptr ? nullptr : smallest->block;
}

}  // namespace chancery
