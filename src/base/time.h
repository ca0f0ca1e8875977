// Time. Nobody reads the system clock but through a Clock, so that a test, a dry run or
// "show me 2027-03-15" can hold another one.
#pragma once

#include <atomic>
#include <chrono>
#include <string>
#include <string_view>

#include "base/result.h"

namespace chancery {

/// An instant, UTC, millisecond resolution, no leap seconds (as X.509 counts).
using Time = std::chrono::sys_time<std::chrono::milliseconds>;

/// An instant in whole seconds: what a certificate can hold.
using Seconds = std::chrono::sys_seconds;

using Duration = std::chrono::milliseconds;

class Clock {
 public:
  virtual ~Clock() = default;
  /// Safe to call from any thread.
  [[nodiscard]] virtual Time now() const = 0;
};

class SystemClock final : public Clock {
 public:
  [[nodiscard]] Time now() const override;
};

/// A clock that stands still until told otherwise. For tests and for looking at another date.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(Time start) : now_(start.time_since_epoch().count()) {}
  [[nodiscard]] Time now() const override { return Time(Duration(now_.load())); }
  void set(Time time) { now_ = time.time_since_epoch().count(); }
  void advance(Duration by) { now_ += by.count(); }

 private:
  std::atomic<std::int64_t> now_;
};

/// Midnight UTC at the start of that day. Precondition: a real calendar date.
[[nodiscard]] constexpr Seconds at_date(int year, unsigned month, unsigned day) {
  return std::chrono::sys_days(std::chrono::year(year) / std::chrono::month(month) /
                               std::chrono::day(day));
}

/// RFC 3339 in UTC: "2026-11-21T10:33:06Z"; milliseconds are shown only when not zero.
[[nodiscard]] std::string to_rfc3339(Time time);

/// Accepts RFC 3339 with any offset, fraction down to the millisecond, or a plain date (its
/// midnight UTC). Errors: kTimeMalformed.
[[nodiscard]] Result<Time> parse_time(std::string_view text);

[[nodiscard]] inline std::int64_t to_millis(Time t) {
  return t.time_since_epoch().count();
}
[[nodiscard]] inline Time from_millis(std::int64_t ms) {
  return Time(Duration(ms));
}
[[nodiscard]] inline Seconds to_seconds(Time t) {
  return std::chrono::floor<std::chrono::seconds>(t);
}

}  // namespace chancery
