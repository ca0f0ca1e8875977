// The sealed blocks of certificates one after the other, from the database or from memory.
#pragma once

#include <functional>
#include <vector>

#include "base/result.h"
#include "store/kept_register.h"
#include "store/session.h"

namespace chancery::store {

/// One block; borrows for the time of a call.
struct BlockView {
  std::int64_t first_id = 0;
  std::int64_t last_id = 0;
  BytesView facts;
  BytesView names;  ///< empty when they were not asked for
};

/// Reads through what the database's process keeps (Snapshot::kept), where it keeps any.
class BlockReader final {
 public:
  using Look = std::function<Result<void>(const BlockView&)>;

  BlockReader(Snapshot& snapshot, bool with_names) : snapshot_(snapshot), with_names_(with_names) {}

  /// At most `most` blocks that begin below the id, newest first. How many there were. Errors:
  /// kStoreUnavailable, kStoreCorrupt, or the look's, which ends the reading.
  [[nodiscard]] Result<int> older(std::int64_t than, int most, const Look& look);
  /// At most `most` blocks that end above the id, oldest first.
  [[nodiscard]] Result<int> newer(std::int64_t than, int most, const Look& look);

 private:
  using Blocks = std::vector<std::shared_ptr<const SealedBlock>>;

  Result<int> directly(Sql sql, std::int64_t than, int most, const Look& look);
  Result<int> through_memory(Sql ids, std::int64_t than, int most, const Look& look);
  Result<void> fetch(const std::vector<std::int64_t>& last_ids, Blocks& blocks);

  Snapshot& snapshot_;
  bool with_names_;
};

}  // namespace chancery::store
