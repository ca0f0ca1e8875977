#include "http/io_loop.h"

#include <array>
#include <fmt/format.h>

namespace chancery::http {

namespace {

constexpr auto kTick = std::chrono::milliseconds(100);

/// IMF-fixdate: "Sun, 06 Nov 1994 08:49:37 GMT".
std::string http_date(Seconds time) {
  constexpr std::array kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                               "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(time - day);
  return fmt::format(
      "{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", kDays.at(std::chrono::weekday(day).c_encoding()),
      static_cast<unsigned>(date.day()), kMonths.at(static_cast<unsigned>(date.month()) - 1),
      static_cast<int>(date.year()), clock.hours().count(), clock.minutes().count(),
      clock.seconds().count());
}

}  // namespace

IoLoop::IoLoop(const Clock& clock)
    : clock_(clock), context_(1), work_(context_.get_executor()), timer_(context_) {}

void IoLoop::add(Connection& connection) {
  connection.position_ = connections_.size();
  connections_.push_back(&connection);
  if (!ticking_) {
    last_tick_ = std::chrono::steady_clock::now();
    tick_later();
  }
}

void IoLoop::remove(Connection& connection) {
  connections_.back()->position_ = connection.position_;
  connections_[connection.position_] = connections_.back();
  connections_.pop_back();
}

void IoLoop::stop(bool cut) {
  stopping_ = true;
  cut_ = cut_ || cut;
  for (Connection* connection : connections_) {
    connection->on_stop(cut_);
  }
}

void IoLoop::tick_later() {
  ticking_ = true;
  timer_.expires_after(kTick);
  timer_.async_wait([this](const boost::system::error_code& /*error*/) { tick(); });
}

/// An idle process sleeps: the timer runs only while there are connections.
void IoLoop::tick() {
  ticking_ = false;
  last_tick_ = std::chrono::steady_clock::now();
  for (Connection* connection : connections_) {
    connection->on_tick(last_tick_);
  }
  if (!connections_.empty()) {
    tick_later();
  }
}

MonotonicTime IoLoop::deadline_in(Duration allowed) const {
  return last_tick_ + kTick + allowed;
}

std::string_view IoLoop::date() {
  const Seconds now = to_seconds(clock_.now());
  if (now != date_second_ || date_.empty()) {
    date_second_ = now;
    date_ = http_date(now);
  }
  return date_;
}

}  // namespace chancery::http
