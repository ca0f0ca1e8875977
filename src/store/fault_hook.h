// Lets a test break writes, in both ways in which a write can break.
#pragma once

namespace chancery::store {

enum class Fault {
  none,
  lost,           ///< not stored, and reported so (kStoreUnavailable)
  reported_lost,  ///< stored, but reported as kCommitUnknown
};

class FaultHook {
 public:
  virtual ~FaultHook() = default;
  /// Asked once for every batch, on the writer's thread, before it commits.
  virtual Fault next_commit() = 0;
};

}  // namespace chancery::store
