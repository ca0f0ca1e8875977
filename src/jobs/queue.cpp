#include "jobs/queue.h"

#include <algorithm>

#include "jobs/errors.h"

namespace chancery::jobs {
namespace {

Job job_of(const store::Row& row) {
  Job job;
  job.id = row.id<JobId>(0);
  job.kind = row.string(1);
  job.key = row.string(2);
  job.payload = row.string(3);
  job.due = row.time(4);
  job.attempts = static_cast<int>(row.integer(5)) + 1;
  return job;
}

void keep_nearest(std::optional<Time>& nearest, Time due) {
  nearest = nearest ? std::min(*nearest, due) : due;
}

}  // namespace

Queue::Queue(store::Database& database, IdSource& ids, std::string node)
    : database_(database), ids_(ids), node_(std::move(node)) {
  database_.add_participant(*this);
}

Queue::~Queue() {
  database_.remove_participant(*this);
}

Result<void> Queue::add(store::Transaction& tx, const NewJob& job) {
  keep_nearest(nearest_, job.due);
  return tx.post(
      "INSERT INTO job (id, kind, job_key, due, payload, attempts, lease, node, again, error)"
      " VALUES ($1, $2, $3, $4, $5, 0, NULL, $6, NULL, '')"
      " ON CONFLICT (kind, job_key) DO UPDATE SET"
      " payload = CASE WHEN job.due IS NULL THEN excluded.payload ELSE job.payload END,"
      " attempts = CASE WHEN job.due IS NULL THEN 0 ELSE job.attempts END,"
      " again = CASE WHEN job.lease IS NULL THEN NULL"
      "   WHEN job.again < excluded.due THEN job.again ELSE excluded.due END,"
      " due = CASE WHEN job.due IS NULL THEN excluded.due"
      "   WHEN job.lease IS NOT NULL THEN job.due"
      "   WHEN excluded.due < job.due THEN excluded.due ELSE job.due END",
      {ids_.next<JobId>(), job.kind, job.key, job.due, job.payload, node_});
}

Result<void> Queue::cancel(store::Transaction& tx, std::string_view kind, std::string_view key) {
  TRY(tx.post("DELETE FROM job WHERE kind = $1 AND job_key = $2 AND lease IS NULL", {kind, key}));
  return tx.post("UPDATE job SET again = NULL WHERE kind = $1 AND job_key = $2", {kind, key});
}

Result<std::vector<Job>> Queue::take(Time now, Duration lease, int limit) {
  // Most looks find nothing: those must not cost a commit.
  const auto next =
      TRY(database_.read([](store::Snapshot& snapshot) { return next_due(snapshot); }));
  if (!next || *next > now) {
    return std::vector<Job>();
  }
  return database_.write([&](store::Transaction& tx) -> Result<std::vector<Job>> {
    auto jobs =
        TRY(tx.all("SELECT id, kind, job_key, payload, due, attempts FROM job WHERE due <= $1"
                   " ORDER BY due LIMIT $2 FOR UPDATE SKIP LOCKED",
                   {now, limit}, job_of));
    for (Job& job : jobs) {
      job.lease = ids_.next_value();
      job.lease_until = now + lease;
      TRY(tx.post("UPDATE job SET lease = $2, due = $3, attempts = $4, node = $5 WHERE id = $1",
                  {job.id, job.lease, job.lease_until, job.attempts, node_}, kLeaseLost));
    }
    return jobs;
  });
}

Result<void> Queue::complete(store::Transaction& tx, const Job& job) {
  const auto revived = TRY(
      tx.execute("UPDATE job SET due = again, lease = NULL, attempts = 0, again = NULL, error = ''"
                 " WHERE id = $1 AND lease = $2 AND again IS NOT NULL",
                 {job.id, job.lease}));
  if (revived == 1) {
    keep_nearest(nearest_, job.due);
    return {};
  }
  return tx.post("DELETE FROM job WHERE id = $1 AND lease = $2", {job.id, job.lease}, kLeaseLost);
}

Result<void> Queue::reschedule(store::Transaction& tx, const Job& job, Time due,
                               const std::string& payload) {
  keep_nearest(nearest_, due);
  return tx.post(
      "UPDATE job SET due = CASE WHEN again < $3 THEN again ELSE $3 END, payload = $4,"
      " attempts = 0, lease = NULL, again = NULL, error = '' WHERE id = $1 AND lease = $2",
      {job.id, job.lease, due, payload}, kLeaseLost);
}

Result<void> Queue::fail(store::Transaction& tx, const Job& job, std::optional<Time> retry,
                         std::string_view error) {
  if (!retry) {
    return tx.post(
        "UPDATE job SET due = again, lease = NULL, again = NULL, error = $3"
        " WHERE id = $1 AND lease = $2",
        {job.id, job.lease, error}, kLeaseLost);
  }
  keep_nearest(nearest_, *retry);
  return tx.post(
      "UPDATE job SET due = CASE WHEN again < $3 THEN again ELSE $3 END, lease = NULL,"
      " again = NULL, error = $4 WHERE id = $1 AND lease = $2",
      {job.id, job.lease, *retry, error}, kLeaseLost);
}

Result<std::optional<Time>> Queue::next_due(store::Snapshot& snapshot) {
  return snapshot.first("SELECT due FROM job WHERE due IS NOT NULL ORDER BY due LIMIT 1", {},
                        [](const store::Row& row) { return row.time(0); });
}

Result<std::vector<Queue::Parked>> Queue::parked(store::Snapshot& snapshot, int limit) {
  return snapshot.all(
      "SELECT kind, job_key, attempts, error FROM job WHERE due IS NULL ORDER BY id LIMIT $1",
      {limit}, [](const store::Row& row) {
        return Parked{row.string(0), row.string(1), static_cast<int>(row.integer(2)),
                      row.string(3)};
      });
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
  if (outcome != store::BatchOutcome::rolled_back && nearest_ && listener_) {
    listener_(*nearest_);
  }
  nearest_.reset();
}

}  // namespace chancery::jobs
