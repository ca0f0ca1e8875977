// How old a linter may become: CPS 6.6.1 takes updates over within three months (NT-62).
#pragma once

#include "base/time.h"
#include "linter/linter.h"

namespace chancery::linter {

/// Three calendar months after `released`, at midnight; the month's last day where it is shorter.
[[nodiscard]] Seconds update_due(Seconds released);

/// Whether a newer release has to be taken over by now. Releases come more often than that, so one
/// that is three months old has been overtaken. Nobody knows for one that has no date: false.
[[nodiscard]] bool is_overdue(const Version& version, Time now);

}  // namespace chancery::linter
