#include "audit/verify.h"

#include <algorithm>
#include <fmt/format.h>
#include <limits>
#include <map>
#include <optional>

#include "audit/errors.h"
#include "audit/leaf_rows.h"
#include "audit/record.h"

namespace chancery::audit {
namespace {

constexpr int kRowsAtOnce = 64;
constexpr std::int64_t kCheckpointsAtOnce = 256;
constexpr std::int64_t kLargestGap = 1'000'000;

/// What the log says of itself at the moment when verification begins. It only grows, so everything
/// up to here can then be read piece by piece while others append.
struct Claim {
  std::int64_t size = 0;
  Bytes frontier_hashes;
  std::int64_t stored_end = 0;        ///< one past the last stored leaf
  std::int64_t last_checkpoint = -1;  ///< size of the largest
};

Result<Claim> read_claim(store::Snapshot& snapshot) {
  Claim claim;
  const auto frontier = [&](const store::Row& row) {
    claim.size = row.integer(0);
    claim.frontier_hashes = row.bytes(1);
  };
  TRY(snapshot.each("SELECT size, hashes FROM audit_frontier WHERE id = 1", {}, frontier));
  const auto last_row = [&](const store::Row& row) {
    claim.stored_end = row.integer(0) + row.integer(1);
  };
  TRY(snapshot.each("SELECT first, count FROM audit_batch ORDER BY first DESC LIMIT 1", {},
                    last_row));
  const auto last = [&](const store::Row& row) { claim.last_checkpoint = row.integer(0); };
  TRY(snapshot.each("SELECT size FROM audit_checkpoint ORDER BY size DESC LIMIT 1", {}, last));
  return claim;
}

struct StoredRow {
  std::int64_t first = 0;
  std::int64_t count = 0;
  Bytes leaves;
};

class Verifier final {
 public:
  Verifier(store::Database& database, const NoteKey& key) : database_(database), key_(key) {}

  Result<VerifyReport> run(std::span<const std::string> kept) {
    claim_ = TRY(database_.read(read_claim));
    check_claim();
    for (const auto& note : kept) {
      expect_checkpoint(note, std::nullopt);
    }
    TRY(read_checkpoints());
    check_checkpoints_here();
    for (bool more = true; more;) {
      more = TRY(next_rows());
    }
    TRY(fill_up_to(claim_.size));
    TRY(compare_nodes());
    check_end();
    report_.leaves = tree_.size();
    report_.root = tree_.root();
    std::ranges::sort(report_.faults, {},
                      [](const Fault& fault) { return std::pair(fault.kind, fault.first); });
    return std::move(report_);
  }

 private:
  void add(FaultKind kind, std::int64_t first, std::int64_t end, std::string text) {
    if (std::ranges::count(report_.faults, kind, &Fault::kind) < kMaxFaults) {
      report_.faults.push_back({kind, first, end, std::move(text)});
    }
  }

  void check_claim() {
    if (claim_.stored_end > claim_.size) {
      add(FaultKind::leaf_missing, claim_.size, claim_.stored_end,
          fmt::format("the log says that it has {} leaves, and {} are stored", claim_.size,
                      claim_.stored_end));
    }
  }

  /// Whether there may be more.
  Result<bool> next_rows() {
    const auto rows = TRY(database_.read([&](store::Snapshot& snapshot) {
      return snapshot.all(
          "SELECT first, count, leaves FROM audit_batch WHERE first >= $1 AND first < $2 "
          "ORDER BY first LIMIT $3",
          {next_row_, claim_.size, kRowsAtOnce}, [](const store::Row& row) {
            return StoredRow{row.integer(0), row.integer(1), row.bytes(2)};
          });
    }));
    for (const StoredRow& row : rows) {
      next_row_ = row.first + 1;
      TRY(check_row(row));
    }
    TRY(compare_nodes());
    return rows.size() == kRowsAtOnce && !hopeless_;
  }

  Result<void> check_row(const StoredRow& row) {
    TRY(fill_up_to(row.first));
    if (row.first < tree_.size()) {
      add(FaultKind::leaf_missing, row.first, tree_.size(),
          "two rows hold leaves of these numbers");
      return {};
    }
    const auto leaves = unpack_leaves(row.leaves, row.count);
    if (!leaves) {
      add(FaultKind::leaf_malformed, row.first, row.first + row.count,
          "the row does not hold as many leaves as it says");
      return {};  // the next row, or the end, fills the gap
    }
    for (const BytesView leaf : *leaves) {
      if (!parse_record(leaf)) {
        add(FaultKind::leaf_malformed, tree_.size(), tree_.size() + 1, "not an audit record");
      }
      TRY(append(leaf_hash(leaf)));
    }
    return {};
  }

  // Leaves that are gone get a hash that no leaf has, so that what follows keeps its place.
  Result<void> fill_up_to(std::int64_t index) {
    const std::int64_t end = std::min(index, claim_.size);
    if (tree_.size() >= end || hopeless_) {
      return {};
    }
    add(FaultKind::leaf_missing, tree_.size(), end, "these leaves are missing");
    hopeless_ = end - tree_.size() > kLargestGap;
    while (tree_.size() < end && !hopeless_) {
      TRY(append(Hash{}));
    }
    return {};
  }

  Result<void> append(const Hash& hash) {
    tree_.append(hash, [&](const Node& node) {
      if (node.level % kStoredLevels == 0) {
        completed_.push_back(node);
      }
    });
    check_checkpoints_here();
    return tree_.size() >= checkpoints_read_ ? read_checkpoints() : Result<void>();
  }

  Result<void> compare_nodes() {
    for (const Node& node : std::exchange(completed_, {})) {
      const auto stored = TRY(database_.read([&](store::Snapshot& snapshot) {
        return snapshot.first("SELECT hash FROM audit_node WHERE level = $1 AND position = $2",
                              {node.level, node.index},
                              [](const store::Row& row) { return row.array<32>(0); });
      }));
      if (stored != node.hash) {
        add(FaultKind::subtree_differs, node.index << node.level, (node.index + 1) << node.level,
            stored ? "these leaves are not the ones that were hashed when they were stored"
                   : "the hash over these leaves is missing");
      }
    }
    return {};
  }

  // The next checkpoints are read when the tree has come to the last one known.
  Result<void> read_checkpoints() {
    const auto found = TRY(database_.read([&](store::Snapshot& snapshot) {
      return snapshot.all(
          "SELECT size, note FROM audit_checkpoint WHERE size > $1 AND size <= $2 "
          "ORDER BY size LIMIT $3",
          {checkpoints_read_, claim_.last_checkpoint, kCheckpointsAtOnce},
          [](const store::Row& row) { return std::pair(row.integer(0), row.string(1)); });
    }));
    for (const auto& [size, note] : found) {
      expect_checkpoint(note, size);
    }
    const bool more = static_cast<std::int64_t>(found.size()) == kCheckpointsAtOnce;
    checkpoints_read_ = more ? found.back().first : std::numeric_limits<std::int64_t>::max();
    return {};
  }

  void expect_checkpoint(const std::string& note, std::optional<std::int64_t> stored_size) {
    ++report_.checkpoints;
    const auto checkpoint = open_checkpoint(note, key_);
    if (!checkpoint || (stored_size && checkpoint->size != *stored_size)) {
      add(FaultKind::checkpoint_invalid, 0, stored_size.value_or(0),
          checkpoint ? "the checkpoint is of another size than its row says"
                     : checkpoint.error().message());
      return;
    }
    expected_.emplace(checkpoint->size, checkpoint->root);
  }

  void check_checkpoints_here() {
    for (auto at = expected_.begin(); at != expected_.end() && at->first <= tree_.size();
         at = expected_.erase(at)) {
      // Sizes that were passed before the checkpoint was known cannot be compared any more; there
      // are none, because checkpoints are read ahead of the tree.
      if (at->first == tree_.size() && at->second != tree_.root()) {
        add(FaultKind::checkpoint_forked, 0, at->first,
            fmt::format("a signed checkpoint of {} leaves has another root", at->first));
      }
    }
  }

  void check_end() {
    const auto frontier = Frontier::restore(claim_.size, claim_.frontier_hashes);
    if (!frontier || *frontier != tree_) {
      add(FaultKind::frontier_differs, 0, claim_.size,
          "the stored frontier is not that of these leaves");
    }
    for (const auto& [size, root] : expected_) {
      add(FaultKind::checkpoint_forked, tree_.size(), size,
          fmt::format("a signed checkpoint of {} leaves is of a longer log", size));
    }
  }

  store::Database& database_;
  const NoteKey& key_;
  Claim claim_;
  VerifyReport report_;
  Frontier tree_;
  bool hopeless_ = false;  ///< too many leaves are gone to go on
  std::int64_t next_row_ = 0;
  std::vector<Node> completed_;  ///< to be compared with what is stored
  std::multimap<std::int64_t, Hash> expected_;
  std::int64_t checkpoints_read_ = -1;  ///< stored checkpoints of smaller sizes are in expected_
};

}  // namespace

Result<VerifyReport> verify(store::Database& database, const NoteKey& key,
                            std::span<const std::string> kept) {
  return Verifier(database, key).run(kept);
}

}  // namespace chancery::audit
