// For tests: a client that sends exactly the bytes it is told to, and a server to send them to.
#pragma once

#include <arpa/inet.h>
#include <chrono>
#include <functional>
#include <netinet/in.h>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/random.h"
#include "base/task_pool.h"
#include "base/time.h"
#include "http/server.h"
#include "observe/metrics.h"

namespace chancery::http {

struct RawResponse {
  int status = 0;  ///< 0: none came before the connection ended or ten seconds passed
  std::string head;
  std::string body;

  [[nodiscard]] std::string field(std::string_view name) const {
    const auto start = head.find("\r\n" + std::string(name) + ": ");
    if (start == std::string::npos) {
      return "";
    }
    const auto from = start + name.size() + 4;
    return head.substr(from, head.find("\r\n", from) - from);
  }
};

class RawClient final {
 public:
  explicit RawClient(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    const timeval patience{.tv_sec = 10, .tv_usec = 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ =
        ::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  }
  ~RawClient() { ::close(socket_); }
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  [[nodiscard]] bool connected() const { return connected_; }
  [[nodiscard]] int socket() const { return socket_; }

  /// False when the server has closed.
  bool send(std::string_view bytes) const {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) {
        return false;
      }
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }

  /// The next response. `bodiless`: it answers HEAD.
  RawResponse receive(bool bodiless = false) {
    RawResponse response;
    while (received_.find("\r\n\r\n") == std::string::npos) {
      if (!more()) {
        return response;
      }
    }
    response.head = received_.substr(0, received_.find("\r\n\r\n") + 2);
    received_.erase(0, response.head.size() + 2);
    const std::string length = response.field("Content-Length");
    const std::size_t size = bodiless || length.empty() ? 0 : std::stoul(length);
    while (received_.size() < size) {
      if (!more()) {
        return response;
      }
    }
    response.body = received_.substr(0, size);
    received_.erase(0, size);
    response.status = std::stoi(response.head.substr(9, 3));
    return response;
  }

  RawResponse ask(std::string_view request, bool bodiless = false) {
    send(request);
    return receive(bodiless);
  }

  /// Waits for the server to close; false when it sends something or ten seconds pass instead.
  bool closed() {
    if (!received_.empty()) {
      return false;
    }
    char byte = 0;
    const ssize_t got = ::recv(socket_, &byte, 1, 0);
    return got == 0 || (got < 0 && errno == ECONNRESET);
  }

 private:
  bool more() {
    char block[16 * 1024];
    const ssize_t got = ::recv(socket_, block, sizeof block, 0);
    if (got <= 0) {
      return false;
    }
    received_.append(block, static_cast<std::size_t>(got));
    return true;
  }

  int socket_;
  bool connected_ = false;
  std::string received_;
};

/// A server on a free port of 127.0.0.1. Routes are added before `start`.
class TestServer final {
 public:
  explicit TestServer(ServerSettings settings = {.io_threads = 2, .workers = 2})
      : server(settings, {clock, random, metrics, tasks}) {}

  std::uint16_t start() {
    listener = server.listen("127.0.0.1", 0, router).value();
    server.start();
    return port();
  }
  std::uint16_t port() const { return server.port_of(listener); }

  SystemClock clock;
  SystemRandom random;
  observe::Metrics metrics;
  Router router;
  TaskPool tasks{2};
  Server server;
  ListenerId listener{0};
};

/// Waits for something that another thread brings about; false after ten seconds.
inline bool eventually(const std::function<bool()>& condition) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (!condition()) {
    if (std::chrono::steady_clock::now() > end) {
      return false;
    }
    ::usleep(1000);
  }
  return true;
}

}  // namespace chancery::http
