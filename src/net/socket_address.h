// Endpoints as the socket calls want them.
#pragma once

#include <sys/socket.h>

#include "base/result.h"
#include "net/address.h"

namespace chancery::net {

struct SocketAddress {
  sockaddr_storage storage{};
  socklen_t length = 0;

  [[nodiscard]] const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&storage); }
};

[[nodiscard]] SocketAddress to_socket_address(const Endpoint& endpoint);

/// Errors: kAddressMalformed for a family other than IPv4 and IPv6, or too few bytes.
[[nodiscard]] Result<Endpoint> from_socket_address(const sockaddr& address, socklen_t length);

}  // namespace chancery::net
