// IP address blocks that are reserved: IANA's IPv4 and IPv6 Special-Purpose Address Registries
// (RFC 6890), as TLS BR 1.6.1 "Reserved IP Address" points to them, and multicast.
#pragma once

#include <string_view>

#include "base/bytes.h"

namespace chancery::policy {

struct SpecialAddressBlock {
  std::string_view prefix;  ///< for example "10.0.0.0/8"
  std::string_view citation;
  bool names_no_host;  ///< unspecified, broadcast, multicast: useless even in private
};

/// The first block that holds `address` (4 or 16 bytes, network order), or nullptr. The registries'
/// globally reachable entries count too, for the BR speak of "any entry".
[[nodiscard]] const SpecialAddressBlock* special_block_of(BytesView address);

}  // namespace chancery::policy
