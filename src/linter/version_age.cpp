#include "linter/version_age.h"

namespace chancery::linter {

Seconds update_due(Seconds released) {
  std::chrono::year_month_day day = std::chrono::floor<std::chrono::days>(released);
  day += std::chrono::months(3);
  if (!day.ok()) {
    day = day.year() / day.month() / std::chrono::last;
  }
  return std::chrono::sys_days(day);
}

bool is_overdue(const Version& version, Time now) {
  return version.released && update_due(*version.released) <= now;
}

}  // namespace chancery::linter
