// How the logs have answered so far: whom to ask first, and whom to leave alone for a while.
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "base/random.h"
#include "base/time.h"
#include "ct/log.h"

namespace chancery::ct {

struct LogHealth {
  std::uint64_t asked = 0;
  std::uint64_t answered = 0;  ///< with an SCT that stood every check
  unsigned failures_in_row = 0;
  std::optional<Duration> latency;  ///< of good answers, the latest counting most
  Time rests_until{};               ///< not asked before, unless nobody else is left
  std::string last_fault;           ///< code of the error; empty: none since the last answer
  Time last_answer{};
};

/// In memory only: after a restart every log is tried anew. Safe for many threads.
class HealthBook final {
 public:
  /// `clock` is borrowed.
  explicit HealthBook(const Clock& clock) : clock_(clock) {}

  void note_asked(const x509::CtLogId& log);
  void note_answer(const x509::CtLogId& log, Duration latency);
  /// From the second failure in a row on the log rests: 1 s, doubled each time, up to 5 min; as
  /// long as it asked for (`wish`, up to an hour); 10 min when it lied.
  void note_failure(const x509::CtLogId& log, std::string_view code, bool lied,
                    std::optional<std::chrono::seconds> wish);

  [[nodiscard]] LogHealth of(const x509::CtLogId& log) const;
  [[nodiscard]] bool rests(const x509::CtLogId& log) const;

 private:
  const Clock& clock_;
  mutable std::mutex mutex_;
  std::map<x509::CtLogId, LogHealth> health_;  // guarded by mutex_
};

}  // namespace chancery::ct
