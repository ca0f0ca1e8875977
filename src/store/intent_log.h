// Intents: serial and linted body, durable before a CA key is used. The intents of one batch share
// one row, so an intent costs no statement of its own.
#pragma once

#include <atomic>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/id.h"
#include "model/intent.h"
#include "store/database.h"

namespace chancery::store {

/// An intent found at start.
struct OutstandingIntent {
  model::IntentKey key;
  model::Intent intent;
  bool issued = false;  ///< the certificate of this serial is stored: nothing was lost
};

/// One per process. Rows carry the node's name, so that nodes sharing a database recover their own.
class IntentLog final : public BatchParticipant {
 public:
  /// `node` must stay the same over restarts. Takes part in the database's batches until destroyed.
  IntentLog(Database& database, IdSource& ids, std::string node);
  ~IntentLog() override;
  IntentLog(const IntentLog&) = delete;
  IntentLog& operator=(const IntentLog&) = delete;

  /// Inside of a unit: durable when the unit is.
  [[nodiscard]] model::IntentKey record(Transaction& tx, const model::Intent& intent);

  /// Inside of the unit that stores the certificate, or the record that the serial was abandoned.
  /// The row goes away in a later batch, once all of its intents are closed; after a crash before
  /// that, recovery sees by the certificate that nothing was lost.
  void close(Transaction& tx, model::IntentKey key);

  /// What earlier processes of this node left, at most `limit` rows' worth, oldest first.
  /// Call at start, close each (with an audit record when it was not issued), repeat until empty.
  [[nodiscard]] Result<std::vector<OutstandingIntent>> outstanding(Snapshot& snapshot,
                                                                   int limit = 16);

  /// Forgets everything found by `outstanding` up to and including that batch row.
  [[nodiscard]] Result<void> forget_through(Transaction& tx, std::int64_t batch);

  /// At an orderly end: takes away the rows of which nothing is open, so that the next start finds
  /// nothing to recover. What cannot be written stays, and is recovered.
  void clean_up();

  void batch_started() override;
  void unit_started() override;
  void unit_dropped() override;
  Result<void> before_commit(Transaction& tx) override;
  void batch_ended(BatchOutcome outcome) override;

 private:
  Database& database_;
  IdSource& ids_;
  std::string node_;
  std::int64_t run_;  ///< rows of this node with another number are of earlier processes

  std::atomic<bool> has_rows_ = false;  ///< this process recorded something

  // The batch under way.
  std::int64_t batch_ = 0;
  Bytes recorded_;
  std::int32_t recorded_count_ = 0;
  std::vector<std::int64_t> closed_;
  struct Mark {
    std::size_t recorded = 0;
    std::int32_t recorded_count = 0;
    std::size_t closed = 0;
  } mark_;

  // Of this process: how many of a row's intents are open; rows with none left.
  std::unordered_map<std::int64_t, std::int32_t> open_;
  std::vector<std::int64_t> deletable_;
};

}  // namespace chancery::store
