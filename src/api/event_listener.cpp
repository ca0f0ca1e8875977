#include "api/event_listener.h"

#include <utility>

namespace chancery::api {

void EventListener::next(Take take) {
  std::string text;
  {
    const std::lock_guard lock(mutex_);
    if (waiting_.empty() && !over_) {
      take_ = std::move(take);
      return;
    }
    text = std::exchange(waiting_, std::string());
  }
  take(std::move(text));
}

void EventListener::push(std::string text, Time now) {
  last_push_ = now;
  Take take;
  {
    const std::lock_guard lock(mutex_);
    waiting_ = waiting_.size() + text.size() > kMostWaiting ? "event: reset\ndata: {}\n\n"
                                                            : waiting_ + text;
    if (!take_) {
      return;
    }
    take = std::exchange(take_, nullptr);
    text = std::exchange(waiting_, std::string());
  }
  take(std::move(text));
}

void EventListener::end() {
  Take take;
  {
    const std::lock_guard lock(mutex_);
    over_ = true;
    take = std::exchange(take_, nullptr);
  }
  if (take) {
    take(std::string());
  }
}

}  // namespace chancery::api
