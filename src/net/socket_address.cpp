#include "net/socket_address.h"

#include <cstring>
#include <netinet/in.h>

#include "net/errors.h"

namespace chancery::net {

SocketAddress to_socket_address(const Endpoint& endpoint) {
  SocketAddress out;
  const auto bytes = endpoint.address.bytes();
  if (endpoint.address.is_v4()) {
    auto& v4 = reinterpret_cast<sockaddr_in&>(out.storage);
    v4.sin_family = AF_INET;
    v4.sin_port = htons(endpoint.port);
    std::memcpy(&v4.sin_addr, bytes.data(), bytes.size());
    out.length = sizeof v4;
  } else {
    auto& v6 = reinterpret_cast<sockaddr_in6&>(out.storage);
    v6.sin6_family = AF_INET6;
    v6.sin6_port = htons(endpoint.port);
    std::memcpy(&v6.sin6_addr, bytes.data(), bytes.size());
    out.length = sizeof v6;
  }
  return out;
}

Result<Endpoint> from_socket_address(const sockaddr& address, socklen_t length) {
  if (address.sa_family == AF_INET && length >= sizeof(sockaddr_in)) {
    const auto& v4 = reinterpret_cast<const sockaddr_in&>(address);
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(&v4.sin_addr);
    return Endpoint{TRY(Address::from_bytes({bytes, 4})), ntohs(v4.sin_port)};
  }
  if (address.sa_family == AF_INET6 && length >= sizeof(sockaddr_in6)) {
    const auto& v6 = reinterpret_cast<const sockaddr_in6&>(address);
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(&v6.sin6_addr);
    return Endpoint{TRY(Address::from_bytes({bytes, 16})), ntohs(v6.sin6_port)};
  }
  return fail(kAddressMalformed, "family", std::to_string(address.sa_family));
}

}  // namespace chancery::net
