// Drops what nobody needs any more: ended authorizations and nameless applications (asks.md 1).
#pragma once

#include "base/result.h"
#include "jobs/runner.h"

namespace chancery::ra {

class Office;

inline constexpr std::string_view kSweepJob = "drop-expired-applications";

/// Rows go some days after their time is over; what was decided stays in the audit log. Named
/// applications are the subscriber's records and stay.
class Sweeper final {
 public:
  static constexpr Duration kGrace = std::chrono::hours(7 * 24);

  explicit Sweeper(Office& office) : office_(office) {}

  /// The handler of kSweepJob: at most some thousands of rows a run, again in an hour.
  [[nodiscard]] Result<jobs::Verdict> run();

 private:
  Office& office_;
};

}  // namespace chancery::ra
