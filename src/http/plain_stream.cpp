#include <boost/asio/write.hpp>

#include "http/asio_await.h"
#include "http/stream.h"

namespace chancery::http {

namespace {

namespace asio = boost::asio;

/// Writes directly while the kernel has room, and asks Asio only to wait: that saves a turn through
/// its queue for every answer.
class PlainStream final : public Stream {
 public:
  explicit PlainStream(TcpSocket socket) : socket_(std::move(socket)) {
    boost::system::error_code ignored;
    static_cast<void>(socket_.non_blocking(true, ignored));
    static_cast<void>(socket_.set_option(asio::ip::tcp::no_delay(true), ignored));
  }

  Task<bool> open() override { co_return true; }

  /// Not by waiting for readability first: Asio remembers from an event to the next whether bytes
  /// can be there, and so makes one system call for a request where waiting makes two.
  Task<Io> read(std::span<std::uint8_t> into) override {
    const Transfer got = co_await AsioOperation([&](auto done) {
      socket_.async_read_some(asio::buffer(into.data(), into.size()), std::move(done));
    });
    co_return got.error ? Io{Outcome::closed} : Io{Outcome::done, got.count};
  }

  Io try_write(const Pieces& pieces) override {
    boost::system::error_code error;
    const std::size_t count = socket_.write_some(buffers(pieces), error);
    return outcome(error, count);
  }

  Task<bool> write(Pieces pieces) override {
    const Transfer sent = co_await AsioOperation(
        [&](auto done) { asio::async_write(socket_, buffers(pieces), std::move(done)); });
    co_return !sent.error;
  }

  Task<bool> finish(std::size_t drain) override {
    boost::system::error_code error;
    static_cast<void>(socket_.shutdown(TcpSocket::shutdown_send, error));
    if (error || drain == 0) {
      co_return !error;
    }
    co_return co_await drain_socket(socket_, drain);
  }

  void cancel() override {
    boost::system::error_code ignored;
    static_cast<void>(socket_.cancel(ignored));
  }

 private:
  static std::array<asio::const_buffer, 2> buffers(const Pieces& pieces) {
    return {asio::buffer(pieces[0].data(), pieces[0].size()),
            asio::buffer(pieces[1].data(), pieces[1].size())};
  }
  static Io outcome(const boost::system::error_code& error, std::size_t count) {
    if (!error) {
      return {Outcome::done, count};
    }
    const bool later = error == asio::error::would_block || error == asio::error::try_again;
    return {later ? Outcome::would_block : Outcome::closed};
  }

  TcpSocket socket_;
};

}  // namespace

Task<bool> drain_socket(TcpSocket& socket, std::size_t limit) {
  std::array<std::uint8_t, 4096> nowhere{};
  std::size_t total = 0;
  while (total < limit) {
    const Transfer got = co_await AsioOperation(
        [&](auto done) { socket.async_read_some(asio::buffer(nowhere), std::move(done)); });
    if (got.error) {
      co_return got.error == asio::error::eof;
    }
    total += got.count;
  }
  co_return false;
}

std::unique_ptr<Stream> plain_stream(TcpSocket socket) {
  return std::make_unique<PlainStream>(std::move(socket));
}

}  // namespace chancery::http
