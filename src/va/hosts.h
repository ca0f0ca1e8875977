// From a host to the addresses that may be connected to. Internal to `va`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "net/errors.h"
#include "va/attempt.h"

namespace chancery::va {

/// At most this many addresses of each family are tried.
inline constexpr std::size_t kMaxAddressesOfAFamily = 2;

/// `host` is a DNS name, or an address that then needs no look-up. IPv6 first, then IPv4; the
/// filter's verdict is anticipated, so that a host with one public and one private address works.
/// A bogus answer for either family is an error; another failure only when the other family has
/// no address. Errors: kNoAddress, net::kAddressForbidden, and those of Resolver.
[[nodiscard]] Result<std::vector<net::Address>> find_addresses(std::string_view host,
                                                               const Tools& tools,
                                                               net::Deadline deadline,
                                                               Observations& seen);

/// Calls `attempt(endpoint)` until one gets a connection; what it returns then, good or bad, is
/// the result. When none does: the last error, with all addresses in the parameter "tried".
/// Precondition: at least one address.
template <class Attempt>
[[nodiscard]] auto first_connected(const std::vector<net::Address>& addresses, std::uint16_t port,
                                   Attempt attempt)
    -> decltype(attempt(net::Endpoint{addresses.front(), port})) {
  std::string tried;
  for (const auto& address : addresses) {
    const net::Endpoint endpoint{address, port};
    auto result = attempt(endpoint);
    if (result ||
        !(result.error().is(net::kConnectFailed) || result.error().is(net::kConnectTimeout))) {
      return result;
    }
    tried += (tried.empty() ? "" : ", ") + endpoint.text();
    if (address == addresses.back()) {
      return std::unexpected(std::move(result).error().with("tried", tried));
    }
  }
  __builtin_unreachable();
}

}  // namespace chancery::va
