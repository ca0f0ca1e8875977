// A point on the monotonic clock by which something has to be over.
#pragma once

#include <algorithm>
#include <chrono>

#include "base/time.h"

namespace chancery::net {

/// Handed down unchanged through every call of one act, so that the parts share one budget.
/// Deliberately not the injected `Clock`: a test that stops the clock must not stop time-outs.
class Deadline final {
 public:
  using MonotonicClock = std::chrono::steady_clock;

  explicit Deadline(MonotonicClock::time_point at) : at_(at) {}
  [[nodiscard]] static Deadline in(Duration span) { return Deadline(MonotonicClock::now() + span); }

  /// The sooner of this deadline and `span` from now: the share of one step.
  [[nodiscard]] Deadline within(Duration span) const {
    return Deadline(std::min(at_, MonotonicClock::now() + span));
  }

  /// What is left; never negative.
  [[nodiscard]] Duration remaining() const {
    const auto left = std::chrono::duration_cast<Duration>(at_ - MonotonicClock::now());
    return std::max(left, Duration(0));
  }
  [[nodiscard]] bool passed() const { return remaining() == Duration(0); }
  [[nodiscard]] MonotonicClock::time_point at() const { return at_; }

 private:
  MonotonicClock::time_point at_;
};

}  // namespace chancery::net
