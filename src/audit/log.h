// The audit log: decision records as leaves of an append-only Merkle tree (RFC 6962), stored in the
// same commit as what they record.
#pragma once

#include <optional>
#include <vector>

#include "audit/merkle.h"
#include "audit/record.h"
#include "store/database.h"

namespace chancery::audit {

/// A record and where it stands.
struct Leaf {
  std::int64_t index = 0;
  Record record;
};

/// One per database and process. All leaves of a batch share one row; the frontier is written once
/// per batch. Several nodes over one PostgreSQL append to one tree: the frontier's row is locked
/// from a batch's first leaf until its commit.
class Log final : public store::BatchParticipant {
 public:
  /// Takes part in the database's batches until destroyed.
  explicit Log(store::Database& database);
  ~Log() override;
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;

  /// Inside of a unit: the record becomes durable with it, or not at all. Returns the index of its
  /// leaf (for the row that the record is about). Errors: kLogDamaged, and the store's.
  [[nodiscard]] Result<std::int64_t> append(store::Transaction& tx, const Record& record);

  void batch_started() override;
  void unit_started() override;
  void unit_dropped() override;
  Result<void> before_commit(store::Transaction& tx) override;

 private:
  [[nodiscard]] Result<void> load(store::Transaction& tx);

  store::Database& database_;

  // The batch under way. Nothing is remembered from one batch to the next: another process may
  // have appended between them.
  std::optional<Frontier> frontier_;
  Bytes blob_;                     ///< the row of the batch's leaves
  std::vector<std::size_t> ends_;  ///< where each of them ends in it
  std::size_t mark_ = 0;           ///< leaves before the unit under way
};

/// Number of leaves and root hash now.
struct Head {
  std::int64_t size = 0;
  Hash root{};
};
[[nodiscard]] Result<Head> head(store::Snapshot& snapshot);

/// Errors: kLeafUnknown, kLogDamaged.
[[nodiscard]] Result<Leaf> leaf_at(store::Snapshot& snapshot, std::int64_t index);

/// At most `limit` leaves from `first` on, in order.
[[nodiscard]] Result<std::vector<Leaf>> leaves_from(store::Snapshot& snapshot, std::int64_t first,
                                                    int limit);

/// Proofs from what is stored; memory and time are bounded by the logarithm of the size. Sizes are
/// those of checkpoints. Errors: kLeafUnknown, kLogDamaged.
[[nodiscard]] Result<std::vector<Hash>> prove_inclusion(store::Snapshot& snapshot,
                                                        std::int64_t index, std::int64_t size);
[[nodiscard]] Result<std::vector<Hash>> prove_consistency(store::Snapshot& snapshot,
                                                          std::int64_t old_size,
                                                          std::int64_t new_size);

}  // namespace chancery::audit
