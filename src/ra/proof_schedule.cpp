#include "ra/proof_schedule.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace chancery::ra {

namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

/// Holds until the authorization has that age.
struct RecheckRow {
  Duration until_age;
  Duration interval;
  std::string_view citation;
};

constexpr std::string_view kSource = "NC-28, and the decision on its interval";

constexpr std::array<RecheckRow, 3> kRechecks{{
    {seconds(30), seconds(30), kSource},
    {hours(1), minutes(5), kSource},
    {Duration::max(), minutes(15), kSource},
}};

}  // namespace

Time next_check_after(Time created, Time now, Time expires) {
  const auto* row = std::ranges::find_if(
      kRechecks, [&](const RecheckRow& r) { return now - created < r.until_age; });
  return std::min(now + row->interval, expires);
}

}  // namespace chancery::ra
