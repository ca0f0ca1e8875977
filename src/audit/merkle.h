// The Merkle tree of RFC 6962 section 2.1: hashes, the frontier of a growing tree, proofs.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace chancery::audit {

using Hash = std::array<std::uint8_t, 32>;

/// SHA-256(0x00 || leaf).
[[nodiscard]] Hash leaf_hash(BytesView leaf);

/// SHA-256(0x01 || left || right).
[[nodiscard]] Hash node_hash(const Hash& left, const Hash& right);

/// A complete subtree: the hash over leaves [index << level, (index + 1) << level).
struct Node {
  int level = 0;
  std::int64_t index = 0;
  Hash hash{};
};

/// The right edge of a tree: one hash for every one bit of its size, largest subtree first. All
/// that is needed to append to the tree and to tell its root.
class Frontier final {
 public:
  Frontier() = default;

  /// Errors: kLogDamaged when the number of hashes does not go with `size`.
  [[nodiscard]] static Result<Frontier> restore(std::int64_t size, BytesView hashes);

  /// Appends a leaf. `completed` is called for every subtree above level 0 that this completes.
  template <class Completed>
  void append(const Hash& leaf, Completed&& completed);
  void append(const Hash& leaf) {
    append(leaf, [](const Node&) {});
  }

  [[nodiscard]] std::int64_t size() const { return size_; }
  /// Of the empty tree: SHA-256 of nothing.
  [[nodiscard]] Hash root() const;
  /// What `restore` takes.
  [[nodiscard]] Bytes hashes() const;

  bool operator==(const Frontier&) const = default;

 private:
  std::int64_t size_ = 0;
  std::vector<Hash> hashes_;
};

/// Reads the hash of a complete subtree.
using NodeReader = std::function<Result<Hash>(int level, std::int64_t index)>;

/// RFC 6962 section 2.1.1: the audit path of leaf `index` in the tree of the first `size` leaves.
/// Precondition: 0 <= index < size.
[[nodiscard]] Result<std::vector<Hash>> inclusion_proof(std::int64_t index, std::int64_t size,
                                                        const NodeReader& read);

/// RFC 6962 section 2.1.2: that the tree of `new_size` leaves extends the one of `old_size`.
/// Precondition: 0 < old_size <= new_size. Empty when they are equal.
[[nodiscard]] Result<std::vector<Hash>> consistency_proof(std::int64_t old_size,
                                                          std::int64_t new_size,
                                                          const NodeReader& read);

/// The root of the tree of the first `size` leaves.
[[nodiscard]] Result<Hash> root_at(std::int64_t size, const NodeReader& read);

/// RFC 9162 section 2.1.3.2 (same tree). Errors: kProofWrong.
[[nodiscard]] Result<void> verify_inclusion(const Hash& leaf, std::int64_t index, std::int64_t size,
                                            std::span<const Hash> proof, const Hash& root);

/// RFC 9162 section 2.1.4.2 (same tree). Errors: kProofWrong.
[[nodiscard]] Result<void> verify_consistency(std::int64_t old_size, const Hash& old_root,
                                              std::int64_t new_size, const Hash& new_root,
                                              std::span<const Hash> proof);

template <class Completed>
void Frontier::append(const Hash& leaf, Completed&& completed) {
  Node node{0, size_, leaf};
  for (; (node.index & 1) != 0; hashes_.pop_back()) {
    node = {node.level + 1, node.index >> 1, node_hash(hashes_.back(), node.hash)};
    completed(node);
  }
  hashes_.push_back(node.hash);
  ++size_;
}

}  // namespace chancery::audit
