// The durable queue of due work: a row per job, taken under a lease.
#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "jobs/job.h"
#include "store/database.h"

namespace chancery::jobs {

struct NewJob {
  std::string kind;
  std::string key;  ///< with the kind, names the job: adding it again does not make a second one
  Time due{};
  std::string payload;
};

using LeaseOf = std::function<Duration(std::string_view kind)>;

/// Safe to use from any thread. Several nodes may hold one over the same database.
class Queue final : public store::BatchParticipant {
 public:
  Queue(store::Database& database, IdSource& ids, std::string node);
  ~Queue() override;
  Queue(const Queue&) = delete;
  Queue& operator=(const Queue&) = delete;

  /// Inside of a unit: the job is durable with it. When a job of that kind and key waits, it is
  /// pulled nearer if `due` is earlier, and keeps its payload. When it is being worked on, it will
  /// run once more afterwards: what is added is never lost on a run that began before. A parked
  /// job is revived.
  [[nodiscard]] Result<void> add(store::Transaction& tx, const NewJob& job);

  /// Removes a job that waits or is parked. One that is being worked on is not interrupted, and
  /// what its handler decides stands.
  [[nodiscard]] Result<void> cancel(store::Transaction& tx, std::string_view kind,
                                    std::string_view key);

  /// Takes at most `limit` jobs that are due at `now`, most overdue first, each for as long as
  /// `lease_of` its kind. A job whose lease has run out is due again: its runner is taken for dead.
  [[nodiscard]] Result<std::vector<Job>> take(Time now, const LeaseOf& lease_of, int limit);

  /// Done. Inside of the unit that holds the job's own work, where there is one, so that both are
  /// stored or neither. Errors: kLeaseLost: that work must not be stored either.
  [[nodiscard]] Result<void> complete(store::Transaction& tx, const Job& job);

  /// Again later, as a fresh job: attempts count from 0. Errors: kLeaseLost.
  [[nodiscard]] Result<void> reschedule(store::Transaction& tx, const Job& job, Time due,
                                        const std::string& payload);

  /// It failed: again at `retry`, or parked (shown to people, run no more) when there is none.
  /// Errors: kLeaseLost.
  [[nodiscard]] Result<void> fail(store::Transaction& tx, const Job& job, std::optional<Time> retry,
                                  std::string_view error);

  /// When the next job is due; nothing when none waits.
  [[nodiscard]] static Result<std::optional<Time>> next_due(store::Snapshot& snapshot);

  struct Parked {
    std::string kind;
    std::string key;
    int attempts = 0;
    std::string error;
  };
  [[nodiscard]] static Result<std::vector<Parked>> parked(store::Snapshot& snapshot, int limit);

  /// Called, on the writer's thread, whenever a commit of this process made a job due at that time.
  /// Must be quick. Replaces the listener before; empty for none.
  void on_added(std::function<void(Time due)> listener);

  void batch_started() override;
  void unit_started() override;
  void unit_dropped() override;
  void batch_ended(store::BatchOutcome outcome) override;

 private:
  void note(Time due);

  store::Database& database_;
  IdSource& ids_;
  std::string node_;
  std::mutex listener_mutex_;
  std::function<void(Time)> listener_;
  std::optional<Time> nearest_;       ///< of the batch under way
  std::optional<Time> nearest_mark_;  ///< before the unit under way
};

}  // namespace chancery::jobs
