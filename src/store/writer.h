// Group commit: one thread writes for everybody, and whoever waits at the same time shares a
// commit.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "store/batch_signal.h"
#include "store/connection.h"

namespace chancery::store {

/// A batch is first run straight through. When a unit of it fails after it has changed something,
/// the batch is rolled back and run again, each unit under a savepoint of its own: failures are
/// rare, savepoints are not free.
class Writer final {
 public:
  Writer(std::unique_ptr<Connection> connection, const DatabaseOptions& options);
  /// Writes what waits, then returns.
  ~Writer();
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  /// Calls request.done(), now or later.
  void submit(WriteRequest& request);

  /// Returns after request.done().
  void submit_and_wait(WriteRequest& request);

  void add_participant(BatchParticipant& participant);
  void remove_participant(BatchParticipant& participant);

  [[nodiscard]] DatabaseStatistics statistics() const;

 private:
  /// One request and what became of it.
  struct Unit {
    WriteRequest* request = nullptr;
    Result<void> outcome;
  };
  using Batch = std::vector<Unit>;

  enum class Care {
    none,        ///< straight through; any failure after a change ends the attempt
    savepoints,  ///< each unit by itself
  };
  /// The number of the batch that it will be in; 0 when it was turned away.
  [[nodiscard]] std::uint32_t enqueue(WriteRequest& request);
  void work();
  void gather(std::unique_lock<std::mutex>& lock);
  [[nodiscard]] bool next_batch(Batch& batch);
  void write(Batch& batch);
  [[nodiscard]] bool attempt(Batch& batch, Care care);
  [[nodiscard]] bool run_units(Batch& batch, Care care);
  [[nodiscard]] bool run_unit(Unit& unit);
  [[nodiscard]] bool run_guarded(Unit& unit);
  [[nodiscard]] Result<void> before_commit();
  void commit(Batch& batch);
  void roll_back();
  void end_batch(BatchOutcome outcome);

  std::unique_ptr<Connection> connection_;
  const DatabaseOptions options_;

  mutable std::mutex mutex_;
  std::condition_variable arrived_;
  WriteRequest* first_ = nullptr;  ///< the queue
  WriteRequest* last_ = nullptr;
  std::size_t waiting_ = 0;
  std::size_t wanted_ = 1;       ///< how many make the writer start
  std::size_t last_size_ = 0;    ///< of the batch before
  std::uint32_t gathering_ = 1;  ///< number of the batch that the queue will be
  bool closing_ = false;
  DatabaseStatistics statistics_;

  std::mutex participants_mutex_;  ///< held while a batch runs
  std::vector<BatchParticipant*> participants_;

  BatchSignal over_;

  // Of the writer's thread only.
  bool broken_ = false;

  std::thread thread_;  ///< last: starts when everything else is there
};

}  // namespace chancery::store
