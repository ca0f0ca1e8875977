// One listening socket: accepts connections and hands them out.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <functional>
#include <string>

#include "base/result.h"
#include "http/stream.h"

namespace chancery::http {

class Listener final {
 public:
  using TcpAcceptor = boost::asio::basic_socket_acceptor<boost::asio::ip::tcp,
                                                         boost::asio::io_context::executor_type>;
  /// The loop whose thread the next connection will live on.
  using NextLoop = std::function<boost::asio::io_context&()>;
  /// Called on the listener's thread with a socket of that loop.
  using OnConnection = std::function<void(TcpSocket)>;

  /// Binds and listens; nothing is accepted before `accept`. Errors: kListenFailed.
  [[nodiscard]] static Result<std::unique_ptr<Listener>> bind(
      boost::asio::io_context& context, const boost::asio::ip::tcp::endpoint& endpoint);

  [[nodiscard]] std::uint16_t port() const;

  /// Accepts until `close`. On the listener's thread, or before it runs. The listener must outlive
  /// the end of accepting.
  void accept(NextLoop next_loop, OnConnection on_connection);

  /// On the listener's thread.
  void close();

 private:
  explicit Listener(boost::asio::io_context& context) : acceptor_(context), pause_(context) {}
  Detached accept_all(NextLoop next_loop, OnConnection on_connection);

  TcpAcceptor acceptor_;
  boost::asio::steady_timer pause_;
};

/// Every address that `host` stands for on this machine. Errors: kListenFailed.
[[nodiscard]] Result<std::vector<boost::asio::ip::tcp::endpoint>> resolve_listen_address(
    const std::string& host, std::uint16_t port);

}  // namespace chancery::http
