// A hook into the shared commit, for what is written once per batch and not once per unit: Merkle
// leaves, intents.
#pragma once

#include "base/result.h"
#include "store/session.h"

namespace chancery::store {

enum class BatchOutcome {
  committed,    ///< durable
  rolled_back,  ///< nothing of it is stored; its units may be run again in a new batch
  unknown,      ///< the database broke off: stored or not, a restart will tell
};

/// Every call comes from the writer's thread, so no lock is needed for what only these calls and
/// code inside of units touch. The order in a batch:
///   batch_started (unit_started [unit_dropped])* before_commit batch_ended
class BatchParticipant {
 public:
  virtual ~BatchParticipant() = default;
  virtual void batch_started() {}
  virtual void unit_started() {}
  /// The unit since the last unit_started failed: undo what it left in memory.
  virtual void unit_dropped() {}
  /// Write what the units of this batch left. An error fails the whole batch.
  virtual Result<void> before_commit(Transaction&) { return {}; }
  virtual void batch_ended(BatchOutcome) {}
};

}  // namespace chancery::store
