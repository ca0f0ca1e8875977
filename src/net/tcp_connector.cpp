#include "net/tcp_connector.h"

#include <cerrno>
#include <cstring>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "net/errors.h"
#include "net/socket_address.h"

namespace chancery::net {
namespace {

std::unexpected<Error> failed(const Endpoint& endpoint, int error) {
  return fail(kConnectFailed, {{"address", endpoint.text()}, {"reason", std::strerror(error)}});
}

// Waits until the connection stands or is refused.
Result<void> await_connected(int fd, const Endpoint& endpoint, Deadline deadline) {
  pollfd wait{.fd = fd, .events = POLLOUT, .revents = 0};
  int ready = 0;
  do {
    ready = ::poll(&wait, 1, static_cast<int>(deadline.remaining().count()));
  } while (ready < 0 && errno == EINTR);
  if (ready == 0) {
    return fail(kConnectTimeout, "address", endpoint.text());
  }
  int error = 0;
  socklen_t size = sizeof error;
  if (::getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size) != 0) {
    error = errno;
  }
  if (error != 0) {
    return failed(endpoint, error);
  }
  return {};
}

}  // namespace

Socket& Socket::operator=(Socket&& other) noexcept {
  std::swap(fd_, other.fd_);
  return *this;
}

Socket::~Socket() {
  if (fd_ >= 0) {
    ::close(fd_);
  }
}

Result<Socket> TcpConnector::connect(const Endpoint& endpoint, Deadline deadline) const {
  TRY(filter_.check(endpoint.address));
  const auto address = to_socket_address(endpoint);
  Socket socket(::socket(address.get()->sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (socket.fd() < 0) {
    return failed(endpoint, errno);
  }
  if (::connect(socket.fd(), address.get(), address.length) != 0) {
    if (errno != EINPROGRESS) {
      return failed(endpoint, errno);
    }
    TRY(await_connected(socket.fd(), endpoint, deadline));
  }
  return socket;
}

}  // namespace chancery::net
