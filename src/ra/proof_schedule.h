// When a proof that was not found is looked for again (NC-28).
#pragma once

#include "base/time.h"

namespace chancery::ra {

/// 30 s after filing, then every 5 minutes for an hour, then every 15 minutes: the next time after
/// `now` for an authorization made at `created`, and never after `expires`.
[[nodiscard]] Time next_check_after(Time created, Time now, Time expires);

}  // namespace chancery::ra
