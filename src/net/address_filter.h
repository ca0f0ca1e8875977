// Which addresses this server may connect to on behalf of others: the guard against being used to
// reach a private network or a cloud's metadata service (base/special_addresses.h has the blocks).
#pragma once

#include "base/result.h"
#include "net/address.h"

namespace chancery::net {

/// The setting `[va] allow_private_addresses`.
enum class PrivateAddresses {
  forbidden,  ///< the default: globally reachable unicast only
  allowed,    ///< also loopback, RFC 1918, shared (CGNAT) and unique local addresses
};

/// A value: copy it freely.
class AddressFilter final {
 public:
  explicit AddressFilter(PrivateAddresses setting) : setting_(setting) {}

  /// Judges IPv4-mapped addresses as their IPv4 address. IPv6 outside 2000::/3 is never global
  /// unicast (RFC 4291 section 2.4) and refused even when no row names it. Link-local,
  /// multicast, documentation and reserved ranges stay forbidden under either setting.
  /// Errors: kAddressForbidden (parameters address, range, meaning, citation).
  [[nodiscard]] Result<void> check(const Address& address) const;

 private:
  PrivateAddresses setting_;
};

}  // namespace chancery::net
