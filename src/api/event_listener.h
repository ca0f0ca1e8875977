// One listener's stream of events.
#pragma once

#include <mutex>
#include <string>

#include "base/time.h"
#include "http/body_source.h"
#include "ra/scope.h"

namespace chancery::api {

/// What is pushed waits here until the connection asks. Safe for many threads.
class EventListener final : public http::BodySource {
 public:
  /// `from`: the first place in the log that it wants to hear of.
  EventListener(ra::Scope scope, std::int64_t from, Time now)
      : scope_(scope), from_(from), since_(now), last_push_(now) {}

  void next(Take take) override;

  /// `text` is whole events. With too much waiting, all of it becomes one `reset`.
  void push(std::string text, Time now);
  void end();

  [[nodiscard]] const ra::Scope& scope() const { return scope_; }
  [[nodiscard]] Time since() const { return since_; }
  /// The hub's own: used on its thread only.
  [[nodiscard]] std::int64_t& from() { return from_; }
  [[nodiscard]] Time last_push() const { return last_push_; }

 private:
  static constexpr std::size_t kMostWaiting = 256 * 1024;  // bytes

  ra::Scope scope_;
  std::int64_t from_;
  Time since_;
  Time last_push_;
  std::mutex mutex_;  // guards what follows
  std::string waiting_ = ": listening\n\n";
  Take take_;
  bool over_ = false;
};

}  // namespace chancery::api
