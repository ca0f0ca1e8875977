// One I/O thread: its event loop, its connections, their time-outs. A connection never leaves its
// thread, so nothing in it is locked.
#pragma once

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"

namespace chancery::http {

using MonotonicTime = std::chrono::steady_clock::time_point;

/// What the loop knows of a connection. Both are called on the loop's thread, and neither adds or
/// removes a connection before it returns.
class Connection {
 public:
  virtual ~Connection() = default;
  /// Called a few times a second; `now` may lie behind its deadline.
  virtual void on_tick(MonotonicTime now) = 0;
  /// The server stops: at once (`cut`), or when the request under way is answered.
  virtual void on_stop(bool cut) = 0;

 private:
  friend class IoLoop;
  std::size_t position_ = 0;  ///< in IoLoop::connections_
};

class IoLoop final {
 public:
  explicit IoLoop(const Clock& clock);
  IoLoop(const IoLoop&) = delete;
  IoLoop& operator=(const IoLoop&) = delete;

  [[nodiscard]] boost::asio::io_context& context() { return context_; }

  /// The thread's body; returns after `release`, when no connection is left.
  void run() { context_.run(); }
  void release() { work_.reset(); }

  /// From here on: on the loop's thread only.
  void add(Connection& connection);
  void remove(Connection& connection);
  /// Passes `on_stop` on to every connection, now and later.
  void stop(bool cut);
  [[nodiscard]] bool is_stopping() const { return stopping_; }
  [[nodiscard]] bool is_cut() const { return cut_; }

  /// A deadline `allowed` from now, up to two ticks late. Reads no clock.
  [[nodiscard]] MonotonicTime deadline_in(Duration allowed) const;

  /// The value of a Date field (RFC 9110 section 5.6.7), made once a second.
  [[nodiscard]] std::string_view date();

 private:
  void tick_later();
  void tick();

  const Clock& clock_;
  boost::asio::io_context context_;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;
  // One timer for all: a deadline is a number that a connection overwrites, not a timer to arm.
  boost::asio::steady_timer timer_;
  MonotonicTime last_tick_;
  bool ticking_ = false;
  bool stopping_ = false;
  bool cut_ = false;
  std::vector<Connection*> connections_;
  Seconds date_second_{};
  std::string date_;
};

}  // namespace chancery::http
