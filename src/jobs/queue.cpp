#include "jobs/queue.h"

#include <algorithm>

#include "jobs/errors.h"

namespace chancery::jobs {
namespace {

using store::Row;
using store::Snapshot;
using store::Transaction;

constexpr int kMaxTaken = 100;
constexpr std::size_t kMaxError = 2'000;

Result<void> lease(Transaction& tx, const Job& job, const std::string& node) {
  return tx.post("UPDATE job SET lease = $2, due = $3, attempts = $4, node = $5 WHERE id = $1",
                 {job.id, job.lease, job.lease_until, job.attempts, node});
}

}  // namespace

Queue::Queue(store::Database& database, IdSource& ids, std::string node)
    : database_(database), ids_(ids), node_(std::move(node)) {
  database_.add_participant(*this);
}

Queue::~Queue() {
  database_.remove_participant(*this);
}

Result<void> Queue::add(Transaction& tx, const NewJob& job) {
  note(job.due);
  return tx.post(
      "INSERT INTO job (id, kind, job_key, due, payload, attempts, lease, node, again, error) "
      "VALUES ($1, $2, $3, $4, $5, 0, NULL, '', NULL, '') ON CONFLICT (kind, job_key) DO UPDATE "
      "SET "
      "again = CASE WHEN job.lease IS NULL THEN NULL "
      "WHEN job.again IS NULL OR job.again > excluded.due THEN excluded.due ELSE job.again END, "
      "attempts = CASE WHEN job.due IS NULL THEN 0 ELSE job.attempts END, "
      "due = CASE WHEN job.lease IS NOT NULL THEN job.due "
      "WHEN job.due IS NULL OR job.due > excluded.due THEN excluded.due ELSE job.due END",
      {ids_.next_value(), job.kind, job.key, job.due, job.payload});
}

Result<void> Queue::cancel(Transaction& tx, std::string_view kind, std::string_view key) {
  TRY(tx.post("DELETE FROM job WHERE kind = $1 AND job_key = $2 AND lease IS NULL", {kind, key}));
  return tx.post("UPDATE job SET again = NULL WHERE kind = $1 AND job_key = $2", {kind, key});
}

Result<std::vector<Job>> Queue::take(Time now, const LeaseOf& lease_of, int limit) {
  return database_.write([&](Transaction& tx) -> Result<std::vector<Job>> {
    const auto parse = [](const Row& row) {
      return Job{.id = row.id<JobId>(0),
                 .kind = row.string(1),
                 .key = row.string(2),
                 .payload = row.string(3),
                 .due = row.time(4),
                 .attempts = static_cast<int>(row.integer(5)) + 1};
    };
    auto taken =
        TRY(tx.all("SELECT id, kind, job_key, payload, due, attempts FROM job WHERE due <= $1 "
                   "ORDER BY due LIMIT $2 FOR UPDATE SKIP LOCKED",
                   {now, std::clamp(limit, 1, kMaxTaken)}, parse));
    for (Job& job : taken) {
      job.lease = ids_.next_value();
      job.lease_until = now + lease_of(job.kind);
      TRY(lease(tx, job, node_));
    }
    return taken;
  });
}

Result<void> Queue::complete(Transaction& tx, const Job& job) {
  const auto gone = TRY(tx.execute("DELETE FROM job WHERE id = $1 AND lease = $2 AND again IS NULL",
                                   {job.id, job.lease}));
  if (gone > 0) {
    return {};
  }
  note(job.due);  // it was added once more meanwhile
  return tx.post(
      "UPDATE job SET due = again, again = NULL, lease = NULL, attempts = 0, error = '' "
      "WHERE id = $1 AND lease = $2",
      {job.id, job.lease}, kLeaseLost);
}

Result<void> Queue::reschedule(Transaction& tx, const Job& job, Time due,
                               const std::string& payload) {
  note(due);
  return tx.post(
      "UPDATE job SET due = CASE WHEN again IS NOT NULL AND again < $3 THEN again ELSE $3 END, "
      "again = NULL, lease = NULL, attempts = 0, error = '', payload = $4 "
      "WHERE id = $1 AND lease = $2",
      {job.id, job.lease, due, payload}, kLeaseLost);
}

Result<void> Queue::fail(Transaction& tx, const Job& job, std::optional<Time> retry,
                         std::string_view error) {
  const auto shown = error.substr(0, kMaxError);
  if (retry) {
    note(*retry);
    return tx.post(
        "UPDATE job SET due = CASE WHEN again IS NOT NULL AND again < $3 THEN again ELSE $3 END, "
        "again = NULL, lease = NULL, error = $4 WHERE id = $1 AND lease = $2",
        {job.id, job.lease, *retry, shown}, kLeaseLost);
  }
  return tx.post(
      "UPDATE job SET due = again, again = NULL, lease = NULL, error = $3, "
      "attempts = CASE WHEN again IS NULL THEN attempts ELSE 0 END WHERE id = $1 AND lease = $2",
      {job.id, job.lease, shown}, kLeaseLost);
}

Result<std::optional<Time>> Queue::next_due(Snapshot& snapshot) {
  return snapshot.first("SELECT due FROM job WHERE due IS NOT NULL ORDER BY due LIMIT 1", {},
                        [](const Row& row) { return row.time(0); });
}

Result<std::vector<Queue::Parked>> Queue::parked(Snapshot& snapshot, int limit) {
  return snapshot.all(
      "SELECT kind, job_key, attempts, error FROM job WHERE due IS NULL ORDER BY id LIMIT $1",
      {limit}, [](const Row& row) {
        return Parked{row.string(0), row.string(1), static_cast<int>(row.integer(2)),
                      row.string(3)};
      });
}

void Queue::on_added(std::function<void(Time due)> listener) {
  const std::lock_guard lock(listener_mutex_);
  listener_ = std::move(listener);
}

void Queue::note(Time due) {
  nearest_ = std::min(nearest_.value_or(due), due);
}

void Queue::batch_started() {
  nearest_.reset();
}
void Queue::unit_started() {
  nearest_mark_ = nearest_;
}
void Queue::unit_dropped() {
  nearest_ = nearest_mark_;
}

void Queue::batch_ended(store::BatchOutcome outcome) {
  const std::lock_guard lock(listener_mutex_);
  if (nearest_ && outcome != store::BatchOutcome::rolled_back && listener_) {
    listener_(*nearest_);
  }
}

}  // namespace chancery::jobs
