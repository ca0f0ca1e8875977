// Waiting for Asio operations in a coroutine of task.h.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/system/error_code.hpp>
#include <coroutine>
#include <cstddef>

namespace chancery::http {

/// The outcome of an operation that moves bytes.
struct Transfer {
  boost::system::error_code error;
  std::size_t count = 0;
};

/// `co_await AsioOperation([&](auto done) { socket.async_read_some(buffer, done); })`. `done` takes
/// an error code, and a count where there is one.
template <class Start>
class AsioOperation final {
 public:
  explicit AsioOperation(Start start) : start_(std::move(start)) {}

  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> waiting) {
    start_([this, waiting](const boost::system::error_code& error, std::size_t count = 0) {
      transfer_ = {error, count};
      waiting.resume();
    });
  }
  Transfer await_resume() const noexcept { return transfer_; }

 private:
  Start start_;
  Transfer transfer_;
};

/// Lets the other connections of this thread have a turn.
class Yield final {
 public:
  explicit Yield(boost::asio::io_context& context) : context_(context) {}
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> waiting) {
    boost::asio::post(context_, [waiting] { waiting.resume(); });
  }
  void await_resume() const noexcept {}

 private:
  boost::asio::io_context& context_;
};

}  // namespace chancery::http
