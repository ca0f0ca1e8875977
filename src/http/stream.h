// The bytes of one connection, plain or TLS. Everything here runs on the connection's I/O thread.
#pragma once

#include <array>
#include <boost/asio/ip/tcp.hpp>
#include <memory>
#include <span>

#include "base/bytes.h"
#include "crypto/server_tls.h"
#include "http/task.h"

namespace chancery::http {

using TcpSocket =
    boost::asio::basic_stream_socket<boost::asio::ip::tcp, boost::asio::io_context::executor_type>;

class Stream {
 public:
  enum class Outcome { done, would_block, closed };
  struct Io {
    Outcome outcome;
    std::size_t count = 0;
  };
  /// Sent one after the other, in one packet where they fit.
  using Pieces = std::array<BytesView, 2>;

  virtual ~Stream() = default;

  /// TLS: the handshake. False when it fails.
  virtual Task<bool> open() = 0;

  /// Waits for at least one byte; never `would_block`.
  virtual Task<Io> read(std::span<std::uint8_t> into) = 0;

  /// Without waiting: sends some of `pieces`.
  virtual Io try_write(const Pieces& pieces) = 0;
  /// Sends all of it. False when the connection broke.
  virtual Task<bool> write(Pieces pieces) = 0;

  /// Tells the client that nothing more will come (TLS: close_notify), then throws away up to
  /// `drain` bytes that it still sends: closing with unread bytes would reset the connection and
  /// could take the last answer from the client. For TLS, waits for the client's close_notify.
  virtual Task<bool> finish(std::size_t drain) = 0;

  /// Makes what is being waited for end with `closed`. Later operations work again.
  virtual void cancel() = 0;
};

/// Reads and throws away what comes, until the peer closes, `limit` bytes came, or cancel.
[[nodiscard]] Task<bool> drain_socket(TcpSocket& socket, std::size_t limit);

[[nodiscard]] std::unique_ptr<Stream> plain_stream(TcpSocket socket);
[[nodiscard]] std::unique_ptr<Stream> tls_stream(TcpSocket socket, const crypto::ServerTls& tls);

}  // namespace chancery::http
