#include "net/address_filter.h"

#include "base/special_addresses.h"
#include "net/errors.h"

namespace chancery::net {
namespace {

constexpr SpecialAddressBlock kNotGlobal{"::/0 but 2000::/3", "not global unicast",
                                         "RFC 4291 section 2.4", AddressUse::reserved};

bool global_unicast_v6(const Address& address) {
  return (address.bytes()[0] & 0xe0U) == 0x20;
}

const SpecialAddressBlock* block_of(const Address& address) {
  const auto* block = special_block_of(address.bytes());
  const bool is_global = address.is_v4() || global_unicast_v6(address);
  return block == nullptr && !is_global ? &kNotGlobal : block;
}

}  // namespace

Result<void> AddressFilter::check(const Address& address) const {
  const auto* block = block_of(address.unmapped());
  const bool opened = block == nullptr || (block->use == AddressUse::private_network &&
                                           setting_ == PrivateAddresses::allowed);
  return opened ? Result<void>()
                : fail(kAddressForbidden, {{"address", address.text()},
                                           {"range", std::string(block->prefix)},
                                           {"meaning", std::string(block->name)},
                                           {"citation", std::string(block->citation)}});
}

}  // namespace chancery::net
