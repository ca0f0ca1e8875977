// For tests: a TCP server on loopback that says whatever a test wants said.
#pragma once

#include <fcntl.h>
#include <functional>
#include <mutex>
#include <netinet/in.h>
#include <poll.h>
#include <stdexcept>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <vector>

#include "net/socket_address.h"

namespace chancery::net::testing {

/// Serves one connection at a time: reads a request (with its body, when Content-Length says how
/// long that is), sends what `answer` returns, closes. An answer of "" keeps the connection open
/// and silent until the object ends.
class TcpPeer final {
 public:
  using Answer = std::function<std::string(const std::string& request)>;

  explicit TcpPeer(Answer answer, const std::string& address = "127.0.0.1", std::uint16_t port = 0)
      : answer_(std::move(answer)) {
    const auto where = to_socket_address({Address::parse(address).value(), port});
    listener_ = ::socket(where.get()->sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int on = 1;
    ::setsockopt(listener_, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (::bind(listener_, where.get(), where.length) != 0 || ::listen(listener_, 16) != 0 ||
        ::pipe2(stop_, O_CLOEXEC) != 0) {
      throw std::runtime_error("tcp peer: cannot listen on " + address);
    }
    sockaddr_storage bound{};
    socklen_t size = sizeof bound;
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&bound), &size);
    endpoint_ = from_socket_address(reinterpret_cast<sockaddr&>(bound), size).value();
    thread_ = std::thread([this] { serve(); });
  }

  TcpPeer(const TcpPeer&) = delete;
  TcpPeer& operator=(const TcpPeer&) = delete;

  ~TcpPeer() {
    ::close(stop_[1]);
    thread_.join();
    for (const int fd : silent_) {
      ::close(fd);
    }
    ::close(stop_[0]);
    ::close(listener_);
  }

  [[nodiscard]] const Endpoint& endpoint() const { return endpoint_; }
  [[nodiscard]] std::uint16_t port() const { return endpoint_.port; }

  /// The request texts so far.
  [[nodiscard]] std::vector<std::string> requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
  }

 private:
  bool wait_readable(int fd) {
    pollfd wait[] = {{fd, POLLIN, 0}, {stop_[0], POLLIN, 0}};
    return ::poll(wait, 2, -1) > 0 && wait[1].revents == 0;
  }

  static bool is_whole(const std::string& request) {
    constexpr std::string_view kLength = "\r\nContent-Length: ";
    const auto end = request.find("\r\n\r\n");
    if (end == std::string::npos) {
      return false;
    }
    const auto length = request.find(kLength);
    const std::size_t body =
        length < end ? std::stoul(request.substr(length + kLength.size(), 9)) : 0;
    return request.size() >= end + 4 + body;
  }

  void serve() {
    while (wait_readable(listener_)) {
      const int fd = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
      if (fd >= 0) {
        converse(fd);
      }
    }
  }

  void converse(int fd) {
    std::string request;
    char buffer[4096];
    while (!is_whole(request) && wait_readable(fd)) {
      const auto got = ::recv(fd, buffer, sizeof buffer, 0);
      if (got <= 0) {
        break;
      }
      request.append(buffer, static_cast<std::size_t>(got));
    }
    if (!is_whole(request)) {  // the client gave up, or this peer stops: nothing was asked
      ::close(fd);
      return;
    }
    {
      const std::lock_guard lock(mutex_);
      requests_.push_back(request);
    }
    const auto answer = answer_(request);
    if (answer.empty()) {
      silent_.push_back(fd);
      return;
    }
    for (std::size_t sent = 0; sent < answer.size();) {
      const auto count = ::send(fd, answer.data() + sent, answer.size() - sent, MSG_NOSIGNAL);
      if (count <= 0) {
        break;
      }
      sent += static_cast<std::size_t>(count);
    }
    ::shutdown(fd, SHUT_WR);
    while (::recv(fd, buffer, sizeof buffer, MSG_DONTWAIT) > 0) {
    }
    ::close(fd);
  }

  Answer answer_;
  int listener_ = -1;
  int stop_[2] = {-1, -1};
  Endpoint endpoint_{Address::parse("127.0.0.1").value(), 0};
  mutable std::mutex mutex_;
  std::vector<std::string> requests_;
  std::vector<int> silent_;
  std::thread thread_;
};

/// A complete HTTP/1.1 answer.
inline std::string http_answer(const std::string& status, const std::string& body,
                               const std::string& headers = "") {
  return "HTTP/1.1 " + status + "\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\nConnection: close\r\n" + headers + "\r\n" + body;
}

}  // namespace chancery::net::testing
