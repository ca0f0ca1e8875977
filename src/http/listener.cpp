#include "http/listener.h"

#include <boost/asio/ip/v6_only.hpp>
#include <fmt/format.h>

#include "http/asio_await.h"
#include "http/errors.h"
#include "observe/log.h"

namespace chancery::http {

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

const observe::Log kLog("http");

constexpr int kBacklog = 4096;  // the kernel cuts it to net.core.somaxconn
constexpr auto kPause = std::chrono::milliseconds(100);

std::unexpected<Error> listen_failed(const std::string& address,
                                     const boost::system::error_code& error) {
  return fail(kListenFailed, {{"address", address}, {"reason", error.message()}});
}

std::string text_of(const tcp::endpoint& endpoint) {
  return endpoint.address().is_v6()
             ? fmt::format("[{}]:{}", endpoint.address().to_string(), endpoint.port())
             : fmt::format("{}:{}", endpoint.address().to_string(), endpoint.port());
}

}  // namespace

Result<std::unique_ptr<Listener>> Listener::bind(asio::io_context& context,
                                                 const tcp::endpoint& endpoint) {
  std::unique_ptr<Listener> listener(new Listener(context));
  TcpAcceptor& acceptor = listener->acceptor_;
  boost::system::error_code error;
  static_cast<void>(acceptor.open(endpoint.protocol(), error));
  if (!error) {
    static_cast<void>(acceptor.set_option(asio::socket_base::reuse_address(true), error));
  }
  if (!error && endpoint.address().is_v6()) {
    static_cast<void>(acceptor.set_option(asio::ip::v6_only(true), error));
  }
  if (!error) {
    static_cast<void>(acceptor.bind(endpoint, error));
  }
  if (!error) {
    static_cast<void>(acceptor.listen(kBacklog, error));
  }
  if (error) {
    return listen_failed(text_of(endpoint), error);
  }
  return listener;
}

std::uint16_t Listener::port() const {
  boost::system::error_code ignored;
  return acceptor_.local_endpoint(ignored).port();
}

void Listener::accept(NextLoop next_loop, OnConnection on_connection) {
  accept_all(std::move(next_loop), std::move(on_connection));
}

Detached Listener::accept_all(NextLoop next_loop, OnConnection on_connection) {
  while (acceptor_.is_open()) {
    TcpSocket socket(next_loop());
    const Transfer accepted =
        co_await AsioOperation([&](auto done) { acceptor_.async_accept(socket, std::move(done)); });
    if (!accepted.error) {
      on_connection(std::move(socket));
      continue;
    }
    if (!acceptor_.is_open()) {
      break;
    }
    // Out of descriptors or memory: the connection waits in the backlog until some are free.
    if (accepted.error != asio::error::connection_aborted) {
      kLog.warning("cannot accept a connection", {{"reason", accepted.error.message()}});
      pause_.expires_after(kPause);
      co_await AsioOperation([&](auto done) { pause_.async_wait(std::move(done)); });
    }
  }
}

void Listener::close() {
  boost::system::error_code ignored;
  static_cast<void>(acceptor_.close(ignored));
  pause_.cancel();
}

Result<std::vector<tcp::endpoint>> resolve_listen_address(const std::string& host,
                                                          std::uint16_t port) {
  asio::io_context context;
  tcp::resolver resolver(context);
  boost::system::error_code error;
  const auto found = resolver.resolve(
      host, std::to_string(port), tcp::resolver::passive | tcp::resolver::numeric_service, error);
  if (error) {
    return listen_failed(fmt::format("{}:{}", host, port), error);
  }
  std::vector<tcp::endpoint> endpoints;
  for (const auto& entry : found) {
    endpoints.push_back(entry.endpoint());
  }
  return endpoints;
}

}  // namespace chancery::http
