// Which addresses this server may connect to on behalf of others: the guard against being used to
// reach a private network or a cloud's metadata service. The ranges are the IANA IPv4 and IPv6
// Special-Purpose Address Registries (RFC 6890), see special_ranges.cpp.
#pragma once

#include <span>
#include <string_view>

#include "base/result.h"
#include "net/address.h"

namespace chancery::net {

/// The setting `[va] allow_private_addresses`.
enum class PrivateAddresses {
  forbidden,  ///< the default: globally reachable unicast only
  allowed,    ///< also loopback, RFC 1918, shared (CGNAT) and unique local addresses
};

/// One row of the table. Rows may overlap; every row that holds the address counts.
struct SpecialRange {
  std::string_view prefix;  ///< "10.0.0.0/8"
  std::string_view name;    ///< the registry's name for it
  std::string_view citation;
  bool opened_by_setting;  ///< PrivateAddresses::allowed lets it through
};

/// The registry rows, as read on the date that special_ranges.cpp names.
[[nodiscard]] std::span<const SpecialRange> special_ranges();

/// A value: copy it freely.
class AddressFilter final {
 public:
  explicit AddressFilter(PrivateAddresses setting) : setting_(setting) {}

  /// Judges IPv4-mapped addresses as their IPv4 address. IPv6 outside 2000::/3 is never global
  /// unicast (RFC 4291 section 2.4) and refused even when no row names it. Link-local,
  /// multicast, documentation and reserved ranges stay forbidden under either setting.
  /// Errors: kAddressForbidden (parameters address, range, citation).
  [[nodiscard]] Result<void> check(const Address& address) const;

 private:
  PrivateAddresses setting_;
};

}  // namespace chancery::net
