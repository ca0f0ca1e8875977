#include <boost/asio/buffer.hpp>

#include "crypto/tls_session.h"
#include "http/asio_await.h"
#include "http/stream.h"

namespace chancery::http {

namespace {

namespace asio = boost::asio;
using Wants = crypto::TlsStep::Outcome;

/// Encrypted bytes between a socket and a TLS session: sent directly while the kernel has room,
/// received when Asio says so.
class SocketTransport final : public crypto::TlsTransport {
 public:
  explicit SocketTransport(TcpSocket socket) : socket_(std::move(socket)) {
    boost::system::error_code ignored;
    static_cast<void>(socket_.non_blocking(true, ignored));
    static_cast<void>(socket_.set_option(asio::ip::tcp::no_delay(true), ignored));
  }

  std::ptrdiff_t send(BytesView bytes) override {
    boost::system::error_code error;
    const std::size_t count = socket_.write_some(asio::buffer(bytes.data(), bytes.size()), error);
    if (!error) {
      return static_cast<std::ptrdiff_t>(count);
    }
    const bool later = error == asio::error::would_block || error == asio::error::try_again;
    return later ? kNotNow : kBroken;
  }

  std::ptrdiff_t receive(std::span<std::uint8_t> into) override {
    if (arrived_.empty()) {
      return ended_ ? kBroken : kNotNow;
    }
    const std::size_t count = std::min(into.size(), arrived_.size());
    std::ranges::copy(arrived_.first(count), into.begin());
    arrived_ = arrived_.subspan(count);
    return static_cast<std::ptrdiff_t>(count);
  }

  /// What a step wants before it can go on. False when the wait was cancelled.
  Task<bool> wait_for(Wants wanted) {
    if (wanted == Wants::needs_output) {
      const Transfer ready = co_await AsioOperation(
          [&](auto done) { socket_.async_wait(TcpSocket::wait_write, std::move(done)); });
      co_return !ready.error;
    }
    const Transfer got = co_await AsioOperation(
        [&](auto done) { socket_.async_read_some(asio::buffer(buffer_), std::move(done)); });
    arrived_ = BytesView(buffer_).first(got.count);
    ended_ = got.error == asio::error::eof;
    co_return !got.error || ended_;
  }

  [[nodiscard]] TcpSocket& socket() { return socket_; }

 private:
  TcpSocket socket_;
  std::array<std::uint8_t, 4096> buffer_;
  BytesView arrived_;  ///< of buffer_, not taken yet
  bool ended_ = false;
};

class TlsStream final : public Stream {
 public:
  TlsStream(TcpSocket socket, const crypto::ServerTls& tls)
      : tls_(tls), transport_(std::move(socket)), session_(tls_, transport_) {}

  Task<bool> open() override {
    const auto step = co_await complete([this] { return session_.shake_hands(); });
    co_return step.outcome == Wants::done;
  }

  Task<Io> read(std::span<std::uint8_t> into) override {
    const auto step = co_await complete([this, into] { return session_.read(into); });
    co_return step.outcome == Wants::done ? Io{Outcome::done, step.count} : Io{Outcome::closed};
  }

  /// One record, and so one packet, for an answer that fits into a few kilobytes.
  Io try_write(const Pieces& pieces) override {
    const auto step = session_.write(join(pieces));
    forget_large();
    switch (step.outcome) {
      case Wants::done:
        return {Outcome::done, step.count};
      case Wants::closed:
        return {Outcome::closed};
      default:
        return {Outcome::would_block};
    }
  }

  /// After a `try_write` that would block: with the same pieces, as TLS has begun the record.
  Task<bool> write(Pieces pieces) override {
    const BytesView data = join(pieces);
    const auto step = co_await complete([this, data] { return session_.write(data); });
    forget_large();
    co_return step.outcome == Wants::done;
  }

  Task<bool> finish(std::size_t drain) override {
    const auto step = co_await complete([this] { return session_.say_goodbye(); });
    if (step.outcome == Wants::done || drain == 0) {
      co_return step.outcome == Wants::done;
    }
    // The client was still sending. What follows is not for us: below TLS, nobody decrypts it.
    boost::system::error_code error;
    static_cast<void>(transport_.socket().shutdown(TcpSocket::shutdown_send, error));
    co_return co_await drain_socket(transport_.socket(), drain);
  }

  void cancel() override {
    boost::system::error_code ignored;
    static_cast<void>(transport_.socket().cancel(ignored));
  }

 private:
  /// Repeats a step until it needs nothing more.
  template <class Step>
  Task<crypto::TlsStep> complete(Step step) {
    for (;;) {
      const crypto::TlsStep taken = step();
      if (taken.outcome == Wants::done || taken.outcome == Wants::closed) {
        co_return taken;
      }
      const bool goes_on = co_await transport_.wait_for(taken.outcome);
      if (!goes_on) {
        co_return crypto::TlsStep{Wants::closed};
      }
    }
  }

  BytesView join(const Pieces& pieces) {
    if (pieces[1].empty()) {
      return pieces[0];
    }
    joined_.assign(pieces[0].begin(), pieces[0].end());
    append(joined_, pieces[1]);
    return joined_;
  }

  void forget_large() {
    if (joined_.capacity() > kKept) {
      joined_ = Bytes();
    }
  }

  static constexpr std::size_t kKept = 16 * 1024;

  crypto::ServerTls tls_;
  SocketTransport transport_;
  crypto::TlsSession session_;
  Bytes joined_;
};

}  // namespace

std::unique_ptr<Stream> tls_stream(TcpSocket socket, const crypto::ServerTls& tls) {
  return std::make_unique<TlsStream>(std::move(socket), tls);
}

}  // namespace chancery::http
