// A TCP connection within a deadline, to an address that the filter lets through.
#pragma once

#include <utility>

#include "base/result.h"
#include "net/address.h"
#include "net/address_filter.h"
#include "net/deadline.h"

namespace chancery::net {

/// Owns a socket; closes it at the end.
class Socket final {
 public:
  explicit Socket(int fd) : fd_(fd) {}
  Socket(Socket&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Socket& operator=(Socket&& other) noexcept;
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
  ~Socket();

  /// Still owned by this object. Non-blocking.
  [[nodiscard]] int fd() const { return fd_; }

  /// Gives the socket away: the caller closes it.
  [[nodiscard]] int release() { return std::exchange(fd_, -1); }

 private:
  int fd_;
};

class TcpConnector final {
 public:
  explicit TcpConnector(AddressFilter filter) : filter_(filter) {}

  /// Errors: kAddressForbidden, kConnectFailed, kConnectTimeout, each with the endpoint.
  [[nodiscard]] Result<Socket> connect(const Endpoint& endpoint, Deadline deadline) const;

 private:
  AddressFilter filter_;
};

}  // namespace chancery::net
