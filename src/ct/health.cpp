#include "ct/health.h"

#include <algorithm>

namespace chancery::ct {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr Duration kFirstRest = seconds(1);
constexpr Duration kLongestRest = minutes(5);
constexpr Duration kRestOfLiars = minutes(10);
constexpr seconds kLongestWish = hours(1);

Duration rest_after(unsigned failures_in_row) {
  if (failures_in_row < 2) {
    return Duration(0);
  }
  const unsigned doublings = std::min(failures_in_row - 2, 16U);
  return std::min(kFirstRest * (1 << doublings), kLongestRest);
}

}  // namespace

void HealthBook::note_asked(const x509::CtLogId& log) {
  const std::lock_guard lock(mutex_);
  ++health_[log].asked;
}

void HealthBook::note_answer(const x509::CtLogId& log, Duration latency) {
  const std::lock_guard lock(mutex_);
  LogHealth& health = health_[log];
  ++health.answered;
  health.failures_in_row = 0;
  health.last_fault.clear();
  health.rests_until = {};
  health.last_answer = clock_.now();
  health.latency = health.latency ? (*health.latency * 3 + latency) / 4 : latency;
}

void HealthBook::note_failure(const x509::CtLogId& log, std::string_view code, bool lied,
                              std::optional<seconds> wish) {
  const std::lock_guard lock(mutex_);
  LogHealth& health = health_[log];
  ++health.failures_in_row;
  health.last_fault = code;
  Duration rest = lied ? kRestOfLiars : rest_after(health.failures_in_row);
  if (wish) {
    rest = std::max<Duration>(rest, std::min(*wish, kLongestWish));
  }
  health.rests_until = clock_.now() + rest;
}

LogHealth HealthBook::of(const x509::CtLogId& log) const {
  const std::lock_guard lock(mutex_);
  const auto found = health_.find(log);
  return found == health_.end() ? LogHealth() : found->second;
}

bool HealthBook::rests(const x509::CtLogId& log) const {
  return of(log).rests_until > clock_.now();
}

}  // namespace chancery::ct
