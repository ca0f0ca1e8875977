#include "audit/log.h"

#include "audit/errors.h"
#include "audit/leaf_rows.h"

namespace chancery::audit {
namespace {

Result<Frontier> parse_frontier(const store::Row& row) {
  return Frontier::restore(row.integer(0), row.blob(1));
}

constexpr auto kFrontier = store::SqlText("SELECT size, hashes FROM audit_frontier WHERE id = 1");
constexpr auto kLockFrontier = kFrontier + " FOR UPDATE";
constexpr int kMaxLeaves = 1'000;

Result<std::int64_t> size_now(store::Snapshot& snapshot) {
  return TRY(head(snapshot)).size;
}

}  // namespace

Log::Log(store::Database& database) : database_(database) {
  database_.add_participant(*this);
}

Log::~Log() {
  database_.remove_participant(*this);
}

Result<void> Log::load(store::Transaction& tx) {
  auto stored = TRY(tx.first(kLockFrontier, {}, parse_frontier));
  if (!stored) {
    return fail(kLogDamaged);
  }
  frontier_ = *std::move(stored);
  return {};
}

Result<std::int64_t> Log::append(store::Transaction& tx, const Record& record) {
  if (!frontier_) {
    TRY(load(tx));
  }
  pack_leaf(blob_, encode(record));
  ends_.push_back(blob_.size());
  return frontier_->size() + static_cast<std::int64_t>(ends_.size()) - 1;
}

void Log::batch_started() {
  frontier_.reset();
  blob_.clear();
  ends_.clear();
}

void Log::unit_started() {
  mark_ = ends_.size();
}

void Log::unit_dropped() {
  ends_.resize(mark_);
  blob_.resize(ends_.empty() ? 0 : ends_.back());
}

Result<void> Log::before_commit(store::Transaction& tx) {
  if (ends_.empty()) {
    return {};
  }
  const std::int64_t first = frontier_->size();
  TRY(tx.post("INSERT INTO audit_batch (first, count, leaves) VALUES ($1, $2, $3)",
              {first, ends_.size(), blob_}));
  const auto leaves = TRY(unpack_leaves(blob_, static_cast<std::int64_t>(ends_.size())));
  std::vector<Node> completed;
  for (const BytesView leaf : leaves) {
    frontier_->append(leaf_hash(leaf), [&](const Node& node) {
      if (node.level % kStoredLevels == 0) {
        completed.push_back(node);
      }
    });
  }
  for (const Node& node : completed) {
    TRY(tx.post("INSERT INTO audit_node (level, position, hash) VALUES ($1, $2, $3)",
                {node.level, node.index, node.hash}));
  }
  return tx.post("UPDATE audit_frontier SET size = $1, hashes = $2 WHERE id = 1",
                 {frontier_->size(), frontier_->hashes()}, kLogDamaged);
}

Result<Head> head(store::Snapshot& snapshot) {
  const auto frontier = TRY(snapshot.first(kFrontier, {}, parse_frontier));
  if (!frontier) {
    return fail(kLogDamaged);
  }
  return Head{frontier->size(), frontier->root()};
}

Result<Leaf> leaf_at(store::Snapshot& snapshot, std::int64_t index) {
  auto leaves = TRY(leaves_from(snapshot, index, 1));
  if (leaves.empty() || leaves.front().index != index) {
    return fail(kLeafUnknown, "leaf", std::to_string(index));
  }
  return std::move(leaves.front());
}

Result<std::vector<Leaf>> leaves_from(store::Snapshot& snapshot, std::int64_t first, int limit) {
  const auto wanted = static_cast<std::size_t>(std::clamp(limit, 1, kMaxLeaves));
  std::vector<Leaf> found;
  const auto collect = [&](const store::Row& row) -> Result<bool> {
    std::int64_t index = row.integer(0);
    for (const BytesView leaf : TRY(unpack_leaves(row.blob(2), row.integer(1)))) {
      if (index >= first && found.size() < wanted) {
        auto record = TRY(parse_record(leaf));
        found.push_back({index, std::move(record)});
      }
      ++index;
    }
    return found.size() < wanted;
  };
  TRY(snapshot.each(
      "SELECT first, count, leaves FROM audit_batch WHERE first >= COALESCE((SELECT MAX(first) "
      "FROM audit_batch WHERE first <= $1), 0) ORDER BY first LIMIT $2",
      {first, limit}, collect));
  return found;
}

Result<std::vector<Hash>> prove_inclusion(store::Snapshot& snapshot, std::int64_t index,
                                          std::int64_t size) {
  if (index < 0 || index >= size || size > TRY(size_now(snapshot))) {
    return fail(kLeafUnknown, "leaf", std::to_string(index));
  }
  return inclusion_proof(index, size, StoredTree(snapshot).reader());
}

Result<std::vector<Hash>> prove_consistency(store::Snapshot& snapshot, std::int64_t old_size,
                                            std::int64_t new_size) {
  if (old_size <= 0 || old_size > new_size || new_size > TRY(size_now(snapshot))) {
    return fail(kLeafUnknown, "leaf", std::to_string(old_size));
  }
  return consistency_proof(old_size, new_size, StoredTree(snapshot).reader());
}

}  // namespace chancery::audit
