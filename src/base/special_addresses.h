// IP address blocks that are not for the public's hosts: IANA's IPv4 and IPv6 Special-Purpose
// Address Registries (RFC 6890), as of 2025-10, and multicast. One table for all who ask: what may
// be certified (TLS BR 1.6.1 "Reserved IP Address") and what may be connected to.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "base/bytes.h"

namespace chancery {

enum class AddressUse : std::uint8_t {
  no_host,          ///< unspecified, broadcast, multicast: nobody's address, even in private
  private_network,  ///< loopback, private, shared, unique local: hosts that only a network sees
  reserved,         ///< documentation, link local, translation, protocols: no host of a user's own
};

struct SpecialAddressBlock {
  std::string_view prefix;  ///< "10.0.0.0/8"
  std::string_view name;    ///< the registry's name for it
  std::string_view citation;
  AddressUse use;
};

/// All blocks. The registries' globally reachable entries are among them (the BR speak of "any
/// entry", and nobody runs a server of his own there).
[[nodiscard]] std::span<const SpecialAddressBlock> special_address_blocks();

/// The smallest block that holds `address` (4 or 16 bytes, network order), or nullptr; also nullptr
/// for any other length. Does NOT look into IPv4-mapped addresses: these are a block of their own.
[[nodiscard]] const SpecialAddressBlock* special_block_of(BytesView address);

}  // namespace chancery
