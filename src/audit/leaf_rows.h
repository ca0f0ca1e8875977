// How the log stands in the database: the leaves of one commit in one row, and complete subtrees of
// some levels. Only files of this room use it.
#pragma once

#include <vector>

#include "audit/merkle.h"
#include "store/session.h"

namespace chancery::audit {

/// Subtrees of levels 8, 16, 24, ... are stored.
inline constexpr int kStoredLevels = 8;

/// The leaves of one row; views into the row, or into what it was copied to.
struct LeafRow {
  std::int64_t first = 0;
  std::vector<BytesView> leaves;
};

/// Appends one leaf in the form of a row's blob.
void pack_leaf(Bytes& blob, BytesView leaf);

/// Errors: kLogDamaged when the blob does not hold exactly `count` leaves.
[[nodiscard]] Result<std::vector<BytesView>> unpack_leaves(BytesView blob, std::int64_t count);

/// Hashes of subtrees from what is stored: rows for the stored levels, and leaves, 256 at a time,
/// for those below. Errors: kLogDamaged when something is missing.
class StoredTree final {
 public:
  explicit StoredTree(store::Snapshot& snapshot) : snapshot_(snapshot) {}

  [[nodiscard]] Result<Hash> node(int level, std::int64_t index);
  [[nodiscard]] NodeReader reader() {
    return [this](int level, std::int64_t index) { return node(level, index); };
  }

 private:
  [[nodiscard]] Result<void> load_block(std::int64_t block);

  store::Snapshot& snapshot_;
  std::int64_t block_ = -1;        ///< whose leaves' hashes are in memory
  std::vector<Hash> leaf_hashes_;  ///< at most 256
};

}  // namespace chancery::audit
