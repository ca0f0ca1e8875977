// One listener's stream of events.
#pragma once

#include <mutex>
#include <set>
#include <string>

#include "base/time.h"
#include "http/body_source.h"
#include "identity/caller.h"
#include "ra/scope.h"

namespace chancery::api {

/// What is pushed waits here until the connection asks. Safe for many threads.
class EventListener final : public http::BodySource {
 public:
  /// `from`: the first place in the log that it wants to hear of.
  EventListener(const identity::Caller& caller, ra::Scope scope, std::int64_t from, Time now)
      : actor_(caller.actor),
        account_(caller.account.empty() ? "" : "account:" + to_text(caller.account)),
        scope_(scope),
        from_(from),
        since_(now),
        last_push_(now) {}

  void next(Take take) override;

  /// `text` is whole events. With too much waiting, all of it becomes one `reset`.
  void push(std::string text, Time now);
  void end();

  [[nodiscard]] const ra::Scope& scope() const { return scope_; }
  /// Whether the rights of who listens may hang on one of these subjects of the log: on itself, or
  /// on its enterprise.
  [[nodiscard]] bool hangs_on(const std::set<std::string>& subjects) const {
    return subjects.contains(actor_) || subjects.contains(account_);
  }
  [[nodiscard]] Time since() const { return since_; }
  /// The hub's own: used on its thread only.
  [[nodiscard]] std::int64_t& from() { return from_; }
  [[nodiscard]] Time last_push() const { return last_push_; }

 private:
  static constexpr std::size_t kMostWaiting = 256 * 1024;  // bytes

  std::string actor_;
  std::string account_;
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
