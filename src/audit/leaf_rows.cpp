#include "audit/leaf_rows.h"

#include "audit/errors.h"

namespace chancery::audit {
namespace {

constexpr std::size_t kLengthOctets = 4;
constexpr std::int64_t kBlock = std::int64_t{1} << kStoredLevels;

}  // namespace

void pack_leaf(Bytes& blob, BytesView leaf) {
  for (int shift = 24; shift >= 0; shift -= 8) {
    blob.push_back(static_cast<std::uint8_t>(leaf.size() >> shift));
  }
  append(blob, leaf);
}

Result<std::vector<BytesView>> unpack_leaves(BytesView blob, std::int64_t count) {
  std::vector<BytesView> leaves;
  while (blob.size() >= kLengthOctets) {
    const std::size_t length = std::size_t{blob[0]} << 24 | std::size_t{blob[1]} << 16 |
                               std::size_t{blob[2]} << 8 | blob[3];
    if (length > blob.size() - kLengthOctets) {
      break;
    }
    leaves.push_back(blob.subspan(kLengthOctets, length));
    blob = blob.subspan(kLengthOctets + length);
  }
  if (!blob.empty() || static_cast<std::int64_t>(leaves.size()) != count) {
    return fail(kLogDamaged);
  }
  return leaves;
}

Result<Hash> StoredTree::node(int level, std::int64_t index) {
  if (level > 0 && level % kStoredLevels == 0) {
    const auto stored = TRY(
        snapshot_.first("SELECT hash FROM audit_node WHERE level = $1 AND position = $2",
                        {level, index}, [](const store::Row& row) { return row.array<32>(0); }));
    return stored ? Result<Hash>(*stored) : fail(kLogDamaged);
  }
  if (level > 0) {
    const Hash left = TRY(node(level - 1, index * 2));
    const Hash right = TRY(node(level - 1, index * 2 + 1));
    return node_hash(left, right);
  }
  TRY(load_block(index / kBlock));
  const auto at = static_cast<std::size_t>(index % kBlock);
  return at < leaf_hashes_.size() ? Result<Hash>(leaf_hashes_[at]) : fail(kLogDamaged);
}

Result<void> StoredTree::load_block(std::int64_t block) {
  if (block == block_) {
    return {};
  }
  leaf_hashes_.clear();
  const std::int64_t begin = block * kBlock;
  const auto hash_row = [&](const store::Row& row) -> Result<void> {
    std::int64_t index = row.integer(0);
    for (const BytesView leaf : TRY(unpack_leaves(row.blob(2), row.integer(1)))) {
      if (index == begin + static_cast<std::int64_t>(leaf_hashes_.size()) &&
          index < begin + kBlock) {
        leaf_hashes_.push_back(leaf_hash(leaf));
      }
      ++index;
    }
    return {};
  };
  TRY(snapshot_.each(
      "SELECT first, count, leaves FROM audit_batch WHERE first >= COALESCE((SELECT MAX(first) "
      "FROM audit_batch WHERE first <= $1), 0) AND first < $2 ORDER BY first",
      {begin, begin + kBlock}, hash_row));
  block_ = block;
  return {};
}

}  // namespace chancery::audit
