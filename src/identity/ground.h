// What every desk of this room stands on.
#pragma once

#include "audit/log.h"
#include "base/id.h"
#include "base/random.h"
#include "base/time.h"
#include "store/database.h"

namespace chancery::identity {

/// Borrowed; outlives every desk.
struct Ground {
  store::Database& database;
  audit::Log& audit;
  const Clock& clock;
  Random& random;
  IdSource& ids;
};

}  // namespace chancery::identity
