#include "policy/special_addresses.h"

#include <arpa/inet.h>
#include <array>
#include <charconv>
#include <string>
#include <vector>

namespace chancery::policy {
namespace {

// Blocks that name no host come first, for some of them lie inside larger ones.
constexpr std::array kBlocks = {
    SpecialAddressBlock{"0.0.0.0/8", "RFC 791 section 3.2", true},
    SpecialAddressBlock{"255.255.255.255/32", "RFC 919 section 7", true},
    SpecialAddressBlock{"224.0.0.0/4", "RFC 5771", true},
    SpecialAddressBlock{"10.0.0.0/8", "RFC 1918", false},
    SpecialAddressBlock{"100.64.0.0/10", "RFC 6598", false},
    SpecialAddressBlock{"127.0.0.0/8", "RFC 1122 section 3.2.1.3", false},
    SpecialAddressBlock{"169.254.0.0/16", "RFC 3927", false},
    SpecialAddressBlock{"172.16.0.0/12", "RFC 1918", false},
    SpecialAddressBlock{"192.0.0.0/24", "RFC 6890 section 2.1", false},
    SpecialAddressBlock{"192.0.2.0/24", "RFC 5737", false},
    SpecialAddressBlock{"192.31.196.0/24", "RFC 7535", false},
    SpecialAddressBlock{"192.52.193.0/24", "RFC 7450", false},
    SpecialAddressBlock{"192.88.99.0/24", "RFC 7526", false},
    SpecialAddressBlock{"192.168.0.0/16", "RFC 1918", false},
    SpecialAddressBlock{"192.175.48.0/24", "RFC 7534", false},
    SpecialAddressBlock{"198.18.0.0/15", "RFC 2544", false},
    SpecialAddressBlock{"198.51.100.0/24", "RFC 5737", false},
    SpecialAddressBlock{"203.0.113.0/24", "RFC 5737", false},
    SpecialAddressBlock{"240.0.0.0/4", "RFC 1112 section 4", false},

    SpecialAddressBlock{"::/128", "RFC 4291 section 2.5.2", true},
    SpecialAddressBlock{"ff00::/8", "RFC 4291 section 2.7", true},
    SpecialAddressBlock{"::1/128", "RFC 4291 section 2.5.3", false},
    SpecialAddressBlock{"::ffff:0:0/96", "RFC 4291 section 2.5.5.2", false},
    SpecialAddressBlock{"64:ff9b::/96", "RFC 6052", false},
    SpecialAddressBlock{"64:ff9b:1::/48", "RFC 8215", false},
    SpecialAddressBlock{"100::/64", "RFC 6666", false},
    SpecialAddressBlock{"100:0:0:1::/64", "RFC 9780", false},
    SpecialAddressBlock{"2001::/23", "RFC 2928", false},
    SpecialAddressBlock{"2001:db8::/32", "RFC 3849", false},
    SpecialAddressBlock{"2002::/16", "RFC 3056", false},
    SpecialAddressBlock{"2620:4f:8000::/48", "RFC 7534", false},
    SpecialAddressBlock{"3fff::/20", "RFC 9637", false},
    SpecialAddressBlock{"5f00::/16", "RFC 9602", false},
    SpecialAddressBlock{"fc00::/7", "RFC 4193", false},
    SpecialAddressBlock{"fe80::/10", "RFC 4291 section 2.5.6", false},
};

struct Prefix {
  Bytes address;
  std::size_t bits = 0;
  const SpecialAddressBlock* block = nullptr;
};

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

const std::vector<Prefix>& prefixes() {
  static const std::vector<Prefix> all = [] {
    std::vector<Prefix> parsed;
    for (const SpecialAddressBlock& block : kBlocks) {
      parsed.push_back(parse(block));
    }
    return parsed;
  }();
  return all;
}

bool holds(const Prefix& prefix, BytesView address) {
  if (prefix.address.size() != address.size()) {
    return false;
  }
  const std::size_t whole = prefix.bits / 8;
  if (!equal(BytesView(prefix.address).first(whole), address.first(whole))) {
    return false;
  }
  const unsigned rest = prefix.bits % 8;
  return rest == 0 || ((prefix.address[whole] ^ address[whole]) >> (8 - rest)) == 0;
}

}  // namespace

const SpecialAddressBlock* special_block_of(BytesView address) {
  for (const Prefix& prefix : prefixes()) {
    if (holds(prefix, address)) {
      return prefix.block;
    }
  }
  return nullptr;
}

}  // namespace chancery::policy
