// Calls back when a time is over.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <thread>

namespace chancery {

/// Safe for many threads. Its one thread is made at the first call, and is woken only for an action
/// that is due before all others.
class Timeouts final {
 public:
  using Action = std::move_only_function<void()>;
  using SteadyClock = std::chrono::steady_clock;

  Timeouts() = default;
  /// Drops what is not due yet, waits for what runs.
  ~Timeouts();
  Timeouts(const Timeouts&) = delete;
  Timeouts& operator=(const Timeouts&) = delete;

  /// Runs `action` once, `time` from now, on this object's thread: it must be quick and not throw.
  /// It cannot be taken back: let it hold weakly what may be gone by then.
  void after(SteadyClock::duration time, Action action);

 private:
  void work();
  [[nodiscard]] std::optional<Action> next(std::unique_lock<std::mutex>& lock);

  std::mutex mutex_;
  std::condition_variable changed_;
  std::multimap<SteadyClock::time_point, Action> actions_;
  bool closing_ = false;
  std::optional<std::jthread> thread_;  ///< last: it uses everything above
};

}  // namespace chancery
