// The database: one writer that shares commits between concurrent requests, and a pool of readers.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

#include "base/result.h"
#include "store/batch_participant.h"
#include "store/fault_hook.h"
#include "store/session.h"

namespace chancery::store {

struct DatabaseOptions {
  std::size_t read_connections = 4;  ///< opened when first needed
  std::size_t max_waiting = 8192;    ///< units waiting to be written; more are kStoreBusy
  FaultHook* faults = nullptr;       ///< tests only; must outlive the database
};

enum class BackEnd { sqlite, postgres };

/// Counted since the database was opened.
struct DatabaseStatistics {
  std::uint64_t units = 0;     ///< written durably
  std::uint64_t commits = 0;   ///< that they shared
  std::uint64_t reruns = 0;    ///< batches that had to be run again, one unit at a time
  std::uint64_t failures = 0;  ///< batches that could not be stored
};

/// One unit of writing, as the writer sees it. Callers use Database::write.
class WriteRequest {
 public:
  virtual ~WriteRequest() = default;
  virtual Result<void> run(Transaction& tx) = 0;
  /// Called once, on the writer's thread; the request may be gone when it returns.
  virtual void done(Result<void> outcome) = 0;

  WriteRequest* next = nullptr;  ///< the writer's queue
};

class Writer;
class ReadPool;

/// Safe to use from any thread.
class Database final {
 public:
  /// `sqlite:PATH` (made when it is not there, readable by this user only) or `postgresql://...`.
  /// Applies the migrations that the database does not have. Errors: kStoreUrlMalformed,
  /// kStoreUnavailable, kSchemaNewer, kSchemaDiffers.
  [[nodiscard]] static Result<std::unique_ptr<Database>> open(std::string_view url,
                                                              DatabaseOptions options = {});

  /// Writes what waits, then closes.
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  /// Runs `unit(Transaction&) -> Result<T>` on the writer's thread and returns its answer once it
  /// is durable. When the unit fails, nothing of it is stored. A unit may be run more than once
  /// (after a failure elsewhere in its batch), so it must be pure towards the outside: no I/O, and
  /// what it captures by reference it only assigns. It must be quick, and neither write() nor
  /// read() inside. Errors: the unit's; kStoreBusy, kStoreUnavailable, kStoreFull, kStoreClosing:
  /// nothing was stored; kCommitUnknown: look before repeating; kStoreBroken.
  template <class Unit>
  [[nodiscard]] std::invoke_result_t<Unit&, Transaction&> write(Unit&& unit);

  /// The same without waiting: `completion(Result<T>)` is called on the writer's thread once the
  /// unit is durable or has failed. It must be quick and not throw: hand the work on. When the
  /// queue is full or closing it is called at once, on this thread.
  template <class Unit, class Completion>
  void write_async(Unit unit, Completion completion);

  /// Runs `work(Snapshot&) -> Result<T>` on this thread, on a connection of the pool; waits for
  /// one when all are taken. Do not nest. Long work holds back SQLite's checkpoints: seconds, not
  /// minutes. Errors: the work's; kStoreUnavailable.
  template <class Work>
  [[nodiscard]] std::invoke_result_t<Work&, Snapshot&> read(Work&& work);

  /// From the next batch on. The participant must outlive the database or be removed.
  void add_participant(BatchParticipant& participant);
  /// Returns when no batch that used it is under way.
  void remove_participant(BatchParticipant& participant);

  [[nodiscard]] BackEnd back_end() const { return back_end_; }
  [[nodiscard]] DatabaseStatistics statistics() const;

 private:
  using ReadCall = void (*)(void* work, Snapshot& snapshot);

  Database(BackEnd back_end, std::unique_ptr<Writer> writer, std::unique_ptr<ReadPool> readers);
  void submit(WriteRequest& request);
  [[nodiscard]] Result<void> write_and_wait(Result<void> (*call)(void*, Transaction&), void* unit);
  [[nodiscard]] Result<void> read_with(ReadCall call, void* work);

  BackEnd back_end_;
  std::unique_ptr<Writer> writer_;
  std::unique_ptr<ReadPool> readers_;
};

template <class Unit>
std::invoke_result_t<Unit&, Transaction&> Database::write(Unit&& unit) {
  using Answer = std::invoke_result_t<Unit&, Transaction&>;
  std::optional<Answer> answer;
  auto run = [&](Transaction& tx) -> Result<void> {
    answer.emplace(unit(tx));
    return *answer ? Result<void>() : pass(*answer);
  };
  const auto call = [](void* self, Transaction& tx) {
    return (*static_cast<decltype(&run)>(self))(tx);
  };
  if (auto outcome = write_and_wait(call, &run); !outcome) {
    return pass(outcome);
  }
  return *std::move(answer);
}

template <class Unit, class Completion>
void Database::write_async(Unit unit, Completion completion) {
  using Answer = std::invoke_result_t<Unit&, Transaction&>;
  class Request final : public WriteRequest {
   public:
    Request(Unit&& work, Completion&& then)
        : unit_(std::move(work)), completion_(std::move(then)) {}
    Result<void> run(Transaction& tx) override {
      answer_.emplace(unit_(tx));
      return *answer_ ? Result<void>() : pass(*answer_);
    }
    void done(Result<void> outcome) override {
      const std::unique_ptr<Request> self(this);
      completion_(outcome ? *std::move(answer_) : Answer(pass(outcome)));
    }

   private:
    Unit unit_;
    Completion completion_;
    std::optional<Answer> answer_;
  };
  submit(*new Request(std::move(unit), std::move(completion)));
}

template <class Work>
std::invoke_result_t<Work&, Snapshot&> Database::read(Work&& work) {
  using Answer = std::invoke_result_t<Work&, Snapshot&>;
  std::optional<Answer> answer;
  auto run = [&](Snapshot& snapshot) { answer.emplace(work(snapshot)); };
  const ReadCall call = [](void* self, Snapshot& snapshot) {
    (*static_cast<decltype(&run)>(self))(snapshot);
  };
  if (auto outcome = read_with(call, &run); !outcome) {
    return pass(outcome);
  }
  return *std::move(answer);
}

}  // namespace chancery::store
