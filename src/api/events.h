// What changes, told to whoever listens: server-sent events (HTML, section 9.2) of applications and
// certificates. One thread for all listeners; a listener costs a connection and a short queue.
#pragma once

#include <memory>

#include "api/call.h"
#include "base/time.h"
#include "ra/applications.h"
#include "store/database.h"

namespace chancery::api {

/// Reads the audit log, which every node writes and in which every change has its place: that is
/// the events' id, so a listener that comes back is told what it missed. Nothing is read while
/// nobody listens. Safe for many threads.
class Events final {
 public:
  /// Everything is borrowed.
  struct Uses {
    store::Database& database;
    ra::Applications& applications;
    const Clock& clock;
  };
  struct Pace {
    Duration look = std::chrono::seconds(1);         ///< at the log
    Duration keep_alive = std::chrono::seconds(15);  ///< a comment after so much silence
    /// Then the stream ends, and with the new one the caller's rights are looked at again. It ends
    /// at once when the log tells of the caller, or of its enterprise.
    Duration life = std::chrono::minutes(5);
  };
  explicit Events(const Uses& uses) : Events(uses, Pace()) {}
  Events(const Uses& uses, const Pace& pace);
  /// Ends every stream.
  ~Events();
  Events(const Events&) = delete;
  Events& operator=(const Events&) = delete;

  static constexpr std::size_t kMaxListeners = 1000;

  /// A stream of what happens in the call's scope from now on, or from behind Last-Event-ID: events
  /// `application` and `certificate` with the thing as it is now, and `reset` when too much
  /// happened to be told one by one. Errors: http::kServerBusy with kMaxListeners.
  [[nodiscard]] Result<http::Response> listen(const Call& call);

 private:
  class Hub;
  std::unique_ptr<Hub> hub_;
};

}  // namespace chancery::api
