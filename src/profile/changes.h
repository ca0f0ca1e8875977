// What the law changes about a profile, and when: the dated rows and limits, compared on both sides
// of their dates.
#pragma once

#include <string>
#include <vector>

#include "policy/limits.h"
#include "profile/profile.h"

namespace chancery::profile {

/// The strictest bound of one kind that is in force for a profile.
struct LimitInForce {
  policy::Limit limit;
  std::string_view name;  ///< "validity_days", "domain_reuse_days"
  std::int64_t value;
  const policy::Rule* rule;  ///< lives for ever
};

/// Those that mean something for certificates of this kind, in the order of policy::Limit.
[[nodiscard]] std::vector<LimitInForce> limits_in_force(const Profile& profile, Time at);

struct Change {
  Seconds date;        ///< the first second of the new state
  std::string what;    ///< a field of the table, or the name of a limit
  std::string before;  ///< "" when there was nothing
  std::string after;   ///< "" when there is nothing any more
  std::string citation;
};

/// Every change with `after` < date <= `until`, in order of time.
[[nodiscard]] std::vector<Change> changes_between(const Profile& profile, Time after, Time until);

}  // namespace chancery::profile
