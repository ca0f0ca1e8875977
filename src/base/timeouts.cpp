#include "base/timeouts.h"

#include <utility>

namespace chancery {

Timeouts::~Timeouts() {
  {
    const std::lock_guard lock(mutex_);
    closing_ = true;
  }
  changed_.notify_one();
  thread_.reset();
}

void Timeouts::after(SteadyClock::duration time, Action action) {
  const std::lock_guard lock(mutex_);
  const auto at = actions_.emplace(SteadyClock::now() + time, std::move(action));
  if (!thread_) {
    thread_.emplace([this] { work(); });
  } else if (at == actions_.begin()) {
    changed_.notify_one();
  }
}

/// Waits for the next action that is due; nothing when this closes.
std::optional<Timeouts::Action> Timeouts::next(std::unique_lock<std::mutex>& lock) {
  while (!closing_) {
    if (actions_.empty()) {
      changed_.wait(lock);
    } else if (const auto due = actions_.begin()->first; SteadyClock::now() < due) {
      changed_.wait_until(lock, due);
    } else {
      return std::move(actions_.extract(actions_.begin()).mapped());
    }
  }
  return std::nullopt;
}

void Timeouts::work() {
  std::unique_lock lock(mutex_);
  while (auto action = next(lock)) {
    lock.unlock();
    (*action)();
    action.reset();  // what it holds is dropped outside the lock
    lock.lock();
  }
}

}  // namespace chancery
