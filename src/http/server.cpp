#include "http/server.h"

#include <algorithm>
#include <atomic>
#include <boost/asio/post.hpp>
#include <condition_variable>
#include <fmt/format.h>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "base/scheduling.h"
#include "http/errors.h"
#include "http/io_loop.h"
#include "http/listener.h"
#include "http/service.h"
#include "http/session.h"
#include "observe/log.h"

namespace chancery::http {

namespace {

namespace asio = boost::asio;

const observe::Log kLog("http");

constexpr std::string_view kTooManyConnections =
    "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nContent-Length: 0\r\n"
    "Connection: close\r\n\r\n";

std::optional<net::Address> peer_of(const TcpSocket& socket) {
  boost::system::error_code error;
  const auto address = socket.remote_endpoint(error).address();
  const auto to_address = [](const auto& bytes) {
    return net::Address::from_bytes(BytesView(bytes.data(), bytes.size()));
  };
  auto peer = address.is_v4() ? to_address(address.to_v4().to_bytes())
                              : to_address(address.to_v6().to_bytes());
  return error || !peer ? std::nullopt : std::optional(*peer);
}

/// Counts connections, so that there can be a limit and an end to wait for.
class Population final {
 public:
  /// False when there are `most` already.
  bool enter(std::size_t most) {
    const std::lock_guard lock(mutex_);
    if (count_ >= most) {
      return false;
    }
    ++count_;
    return true;
  }
  void leave() {
    const std::lock_guard lock(mutex_);
    --count_;
    changed_.notify_all();
  }
  void wait_empty() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return count_ == 0; });
  }
  /// Waits until nobody is left. False when `grace` passes first.
  bool wait_empty(Duration grace) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, grace, [this] { return count_ == 0; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t count_ = 0;
};

/// One call of `Server::listen`: a router, perhaps TLS, on all addresses of a host.
struct Door {
  Door(const Router& router, std::optional<crypto::ServerTls> credentials,
       const ServerMetrics& metrics)
      : site(router, credentials.has_value(), metrics), tls_(std::move(credentials)) {}

  std::optional<crypto::ServerTls> tls() const {
    const std::lock_guard lock(mutex_);
    return tls_;
  }
  void set_tls(crypto::ServerTls credentials) {
    const std::lock_guard lock(mutex_);
    tls_ = std::move(credentials);
  }

  const Site site;
  std::vector<std::unique_ptr<Listener>> listeners;

 private:
  mutable std::mutex mutex_;
  std::optional<crypto::ServerTls> tls_;
};

}  // namespace

class Server::Impl final {
 public:
  Impl(ServerSettings settings, ServerDependencies dependencies);
  ~Impl() { stop(Duration(0)); }

  Result<ListenerId> listen(const std::string& host, std::uint16_t port, const Router& router,
                            std::optional<crypto::ServerTls> tls);
  std::uint16_t port_of(ListenerId listener) const {
    return doors_.at(listener.value)->listeners.front()->port();
  }
  void set_tls(ListenerId listener, crypto::ServerTls tls) {
    doors_.at(listener.value)->set_tls(std::move(tls));
  }
  void start();
  void stop(Duration grace);

 private:
  IoLoop& next_loop() { return *loops_.at(next_loop_++ % loops_.size()); }
  void admit(const Door& door, IoLoop& loop, TcpSocket socket);
  void tell_loops(bool cut);

  Service service_;
  std::vector<std::unique_ptr<IoLoop>> loops_;
  WorkerPool workers_;
  std::vector<std::unique_ptr<Door>> doors_;
  std::size_t next_loop_ = 0;
  Population connections_;
  std::vector<std::jthread> threads_;
};

Server::Impl::Impl(ServerSettings settings, ServerDependencies dependencies)
    : service_(settings, dependencies), workers_(settings.workers, settings.limits.max_queued) {
  const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
  for (unsigned i = 0; i < (settings.io_threads == 0 ? cores : settings.io_threads); ++i) {
    loops_.push_back(std::make_unique<IoLoop>(service_.clock));
  }
}

Result<ListenerId> Server::Impl::listen(const std::string& host, std::uint16_t port,
                                        const Router& router,
                                        std::optional<crypto::ServerTls> tls) {
  auto door = std::make_unique<Door>(router, std::move(tls), service_.metrics);
  std::optional<Error> first_error;
  for (auto endpoint : TRY(resolve_listen_address(host, port))) {
    if (!door->listeners.empty()) {
      endpoint.port(door->listeners.front()->port());  // "any port" means one for all addresses
    }
    auto listener = Listener::bind(loops_.front()->context(), endpoint);
    if (listener) {
      door->listeners.push_back(*std::move(listener));
    } else if (!first_error) {
      first_error = std::move(listener).error();
    }
  }
  // A machine without IPv6 still has "localhost" stand for ::1; one address is enough.
  if (door->listeners.empty()) {
    return std::unexpected(first_error.value_or(Error(kListenFailed, {{"address", host}})));
  }
  doors_.push_back(std::move(door));
  return ListenerId{doors_.size() - 1};
}

void Server::Impl::start() {
  for (const auto& door : doors_) {
    for (const auto& listener : door->listeners) {
      // The loop that was chosen for the socket is remembered until the socket arrives.
      auto chosen = std::make_shared<IoLoop*>(nullptr);
      listener->accept(
          [this, chosen]() -> asio::io_context& {
            *chosen = &next_loop();
            return (*chosen)->context();
          },
          [this, chosen, &door = *door](TcpSocket socket) {
            admit(door, **chosen, std::move(socket));
          });
    }
  }
  for (const auto& loop : loops_) {
    threads_.emplace_back([&loop = *loop] {
      let_others_finish();
      loop.run();
    });
  }
}

void Server::Impl::admit(const Door& door, IoLoop& loop, TcpSocket socket) {
  const auto tls = door.tls();
  if (!connections_.enter(service_.limits.max_connections)) {
    service_.metrics.connections_refused.add();
    boost::system::error_code ignored;
    static_cast<void>(socket.non_blocking(true, ignored));
    if (!tls) {
      static_cast<void>(socket.write_some(asio::buffer(kTooManyConnections), ignored));
    }
    return;
  }
  service_.metrics.connections.add(1);
  const auto peer = peer_of(socket);
  SessionParts parts{
      .service = service_,
      .site = door.site,
      .loop = loop,
      .workers = workers_,
      .stream = tls ? tls_stream(std::move(socket), *tls) : plain_stream(std::move(socket)),
      .peer = peer,
      .on_end = [this] {
        service_.metrics.connections.add(-1);
        connections_.leave();
      }};
  asio::post(loop.context(),
             [parts = std::move(parts)]() mutable { Session::serve(std::move(parts)); });
}

void Server::Impl::tell_loops(bool cut) {
  for (const auto& loop : loops_) {
    asio::post(loop->context(), [&loop = *loop, cut] { loop.stop(cut); });
  }
}

void Server::Impl::stop(Duration grace) {
  if (threads_.empty()) {
    return;
  }
  asio::post(loops_.front()->context(), [this] {
    for (const auto& door : doors_) {
      std::ranges::for_each(door->listeners, [](const auto& listener) { listener->close(); });
    }
  });
  tell_loops(false);
  if (!connections_.wait_empty(grace)) {
    tell_loops(true);
    connections_.wait_empty();
  }
  workers_.stop();
  std::ranges::for_each(loops_, [](const auto& loop) { loop->release(); });
  threads_.clear();
  kLog.info("server stopped");
}

Server::Server(ServerSettings settings, ServerDependencies dependencies)
    : impl_(std::make_unique<Impl>(settings, dependencies)) {}
Server::~Server() = default;

Result<ListenerId> Server::listen(const std::string& host, std::uint16_t port,
                                  const Router& router) {
  return impl_->listen(host, port, router, std::nullopt);
}

Result<ListenerId> Server::listen(const std::string& host, std::uint16_t port, const Router& router,
                                  crypto::ServerTls tls) {
  return impl_->listen(host, port, router, std::move(tls));
}

std::uint16_t Server::port_of(ListenerId listener) const {
  return impl_->port_of(listener);
}

void Server::start() {
  impl_->start();
}

void Server::set_tls(ListenerId listener, crypto::ServerTls tls) {
  impl_->set_tls(listener, std::move(tls));
}

void Server::stop(Duration grace) {
  impl_->stop(grace);
}

}  // namespace chancery::http
