#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>

#include "http/asio_await.h"
#include "http/stream.h"

namespace chancery::http {

namespace {

namespace asio = boost::asio;

/// Asio's context frees the SSL_CTX that it is given, so it gets a reference of its own.
asio::ssl::context context_of(const crypto::ServerTls& tls) {
  ::SSL_CTX_up_ref(tls.native());
  return asio::ssl::context(tls.native());
}

class TlsStream final : public Stream {
 public:
  TlsStream(TcpSocket socket, const crypto::ServerTls& tls)
      : context_(context_of(tls)), stream_(std::move(socket), context_) {
    boost::system::error_code ignored;
    static_cast<void>(stream_.next_layer().set_option(asio::ip::tcp::no_delay(true), ignored));
  }

  Task<bool> open() override {
    const Transfer shaken = co_await AsioOperation(
        [&](auto done) { stream_.async_handshake(asio::ssl::stream_base::server, done); });
    co_return !shaken.error;
  }

  Task<Io> read(std::span<std::uint8_t> into) override {
    const Transfer got = co_await AsioOperation([&](auto done) {
      stream_.async_read_some(asio::buffer(into.data(), into.size()), std::move(done));
    });
    co_return got.error ? Io{Outcome::closed} : Io{Outcome::done, got.count};
  }

  Io try_write(const Pieces& /*pieces*/) override { return {Outcome::would_block}; }

  /// One record, and so one packet, for an answer that fits into a few kilobytes.
  Task<bool> write(Pieces pieces) override {
    constexpr std::size_t kJoined = 8 * 1024;
    if (!pieces[1].empty() && pieces[0].size() + pieces[1].size() <= kJoined) {
      joined_.assign(pieces[0].begin(), pieces[0].end());
      append(joined_, pieces[1]);
      pieces = {joined_, {}};
    }
    const std::array buffers{asio::buffer(pieces[0].data(), pieces[0].size()),
                             asio::buffer(pieces[1].data(), pieces[1].size())};
    const Transfer sent = co_await AsioOperation(
        [&](auto done) { asio::async_write(stream_, buffers, std::move(done)); });
    co_return !sent.error;
  }

  Task<bool> finish(std::size_t drain) override {
    const Transfer ended =
        co_await AsioOperation([&](auto done) { stream_.async_shutdown(std::move(done)); });
    if (!ended.error || drain == 0) {
      co_return !ended.error;
    }
    // The client was still sending. What follows is not for us: below TLS, nobody decrypts it.
    boost::system::error_code error;
    static_cast<void>(stream_.next_layer().shutdown(TcpSocket::shutdown_send, error));
    co_return co_await drain_socket(stream_.next_layer(), drain);
  }

  void cancel() override {
    boost::system::error_code ignored;
    static_cast<void>(stream_.next_layer().cancel(ignored));
  }

 private:
  asio::ssl::context context_;
  asio::ssl::stream<TcpSocket> stream_;
  Bytes joined_;
};

}  // namespace

std::unique_ptr<Stream> tls_stream(TcpSocket socket, const crypto::ServerTls& tls) {
  return std::make_unique<TlsStream>(std::move(socket), tls);
}

}  // namespace chancery::http
