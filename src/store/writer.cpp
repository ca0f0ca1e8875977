#include "store/writer.h"

#include <algorithm>
#include <chrono>

#include "store/errors.h"

namespace chancery::store {
namespace {

constexpr std::size_t kShared = 3;
constexpr auto kGather = std::chrono::microseconds(1000);

bool any_succeeded(const auto& batch) {
  return std::ranges::any_of(batch, [](const auto& unit) { return unit.outcome.has_value(); });
}

// Units that failed by themselves keep their own error.
void fail_the_rest(auto& batch, const Error& error) {
  for (auto& unit : batch) {
    if (unit.outcome) {
      unit.outcome = std::unexpected(error);
    }
  }
}

}  // namespace

Writer::Writer(std::unique_ptr<Connection> connection, const DatabaseOptions& options)
    : connection_(std::move(connection)), options_(options), thread_([this] { work(); }) {}

Writer::~Writer() {
  {
    const std::lock_guard lock(mutex_);
    closing_ = true;
  }
  arrived_.notify_one();
  thread_.join();
}

void Writer::submit(WriteRequest& request) {
  (void)enqueue(request);
}

void Writer::submit_and_wait(WriteRequest& request) {
  if (const auto batch = enqueue(request); batch != 0) {
    over_.wait(batch);
  }
}

std::uint32_t Writer::enqueue(WriteRequest& request) {
  std::unique_lock lock(mutex_);
  if (closing_ || waiting_ >= options_.max_waiting) {
    const ErrorKind& kind = closing_ ? kStoreClosing : kStoreBusy;
    lock.unlock();
    request.done(fail(kind));
    return 0;
  }
  request.next = nullptr;
  (last_ != nullptr ? last_->next : first_) = &request;
  last_ = &request;
  if (++waiting_ == wanted_) {
    // Under the lock: the last request may end this as soon as it is done.
    arrived_.notify_one();
  }
  return gathering_;
}

void Writer::add_participant(BatchParticipant& participant) {
  const std::lock_guard lock(participants_mutex_);
  participants_.push_back(&participant);
}

void Writer::remove_participant(BatchParticipant& participant) {
  const std::lock_guard lock(participants_mutex_);
  std::erase(participants_, &participant);
}

DatabaseStatistics Writer::statistics() const {
  const std::lock_guard lock(mutex_);
  return statistics_;
}

void Writer::work() {
  Batch batch;
  for (std::uint32_t number = 1; next_batch(batch); number += number == UINT32_MAX ? 2 : 1) {
    write(batch);
    for (Unit& unit : batch) {
      unit.request->done(std::move(unit.outcome));
    }
    over_.end(number);
    connection_->rest();
  }
}

/// A commit costs the same for one unit as for twenty. When the last one was shared, those who
/// shared it will soon be back: for them it pays to wait a little.
void Writer::gather(std::unique_lock<std::mutex>& lock) {
  wanted_ = 1;
  arrived_.wait(lock, [this] { return waiting_ >= wanted_ || closing_; });
  if (last_size_ >= kShared) {
    wanted_ = last_size_;
    arrived_.wait_for(lock, kGather, [this] { return waiting_ >= wanted_ || closing_; });
  }
  last_size_ = waiting_;
}

bool Writer::next_batch(Batch& batch) {
  batch.clear();
  std::unique_lock lock(mutex_);
  gather(lock);
  for (WriteRequest* request = first_; request != nullptr; request = request->next) {
    batch.push_back({request, {}});
  }
  first_ = last_ = nullptr;
  waiting_ = 0;
  gathering_ += gathering_ == UINT32_MAX ? 2 : 1;  // 0 is no batch
  return !batch.empty();
}

void Writer::write(Batch& batch) {
  if (broken_) {
    fail_the_rest(batch, Error(kStoreBroken));
    return;
  }
  const std::lock_guard lock(participants_mutex_);
  // The third attempt is for a connection that was lost: `begin` makes it anew.
  for (const Care care : {Care::none, Care::savepoints, Care::savepoints}) {
    if (attempt(batch, care)) {
      return;
    }
    const std::lock_guard counting(mutex_);
    ++statistics_.reruns;
  }
  fail_the_rest(batch, Error(kStoreUnavailable));
}

// Whether the batch has come to its end, good or bad; otherwise nothing has happened.
bool Writer::attempt(Batch& batch, Care care) {
  for (Unit& unit : batch) {
    unit.outcome = {};
  }
  if (!connection_->begin(Access::write)) {
    return false;
  }
  for (auto* participant : participants_) {
    participant->batch_started();
  }
  if (!run_units(batch, care)) {
    roll_back();
    return false;
  }
  if (!any_succeeded(batch)) {
    roll_back();
    return true;
  }
  if (auto ready = before_commit(); !ready) {
    roll_back();
    if (care == Care::none || ready.error().is(kStoreUnavailable)) {
      return false;
    }
    fail_the_rest(batch, ready.error());
    return true;
  }
  commit(batch);
  return true;
}

bool Writer::run_units(Batch& batch, Care care) {
  return std::ranges::all_of(batch, [&](Unit& unit) {
    for (auto* participant : participants_) {
      participant->unit_started();
    }
    const bool clean = care == Care::none ? run_unit(unit) : run_guarded(unit);
    if (!unit.outcome) {
      for (auto* participant : participants_) {
        participant->unit_dropped();
      }
    }
    return clean;
  });
}

bool Writer::run_unit(Unit& unit) {
  Transaction tx(*connection_);
  unit.outcome = unit.request->run(tx);
  return unit.outcome || (!tx.wrote() && connection_->transaction_survives());
}

bool Writer::run_guarded(Unit& unit) {
  if (!connection_->savepoint()) {
    return false;
  }
  Transaction tx(*connection_);
  unit.outcome = unit.request->run(tx);
  if (unit.outcome) {
    unit.outcome = connection_->flush();
  }
  return (unit.outcome ? connection_->release_savepoint() : connection_->rollback_to_savepoint())
      .has_value();
}

Result<void> Writer::before_commit() {
  Transaction tx(*connection_);
  for (auto* participant : participants_) {
    TRY(participant->before_commit(tx));
  }
  return connection_->flush();
}

void Writer::commit(Batch& batch) {
  const Fault fault = options_.faults != nullptr ? options_.faults->next_commit() : Fault::none;
  Result<void> committed;
  if (fault == Fault::lost) {
    committed = fail(kStoreUnavailable);
  } else {
    committed = connection_->commit();
  }
  if (committed && fault == Fault::reported_lost) {
    committed = fail(kCommitUnknown);
  }
  {
    const std::lock_guard lock(mutex_);
    statistics_.units += committed ? batch.size() : 0;
    ++(committed ? statistics_.commits : statistics_.failures);
  }
  if (committed) {
    end_batch(BatchOutcome::committed);
    return;
  }
  broken_ = committed.error().is(kStoreBroken);
  const bool unknown = broken_ || committed.error().is(kCommitUnknown);
  connection_->rollback();
  end_batch(unknown ? BatchOutcome::unknown : BatchOutcome::rolled_back);
  fail_the_rest(batch, unknown ? Error(kCommitUnknown).log_only(committed.error().log_text())
                               : committed.error());
}

void Writer::roll_back() {
  connection_->rollback();
  end_batch(BatchOutcome::rolled_back);
}

void Writer::end_batch(BatchOutcome outcome) {
  for (auto* participant : participants_) {
    participant->batch_ended(outcome);
  }
}

}  // namespace chancery::store
