#include "jobs/runner.h"

#include <algorithm>

#include "jobs/errors.h"

namespace chancery::jobs {
namespace {

constexpr int kTakenAtOnce = 16;
constexpr int kMaxRounds = 1'000;  // of run_due: a job may make itself due again

}  // namespace

Runner::Runner(store::Database& database, Queue& queue, const Clock& clock, Random& random,
               RunnerOptions options)
    : database_(database), queue_(queue), clock_(clock), random_(random), options_(options) {}

Runner::~Runner() {
  stop();
}

void Runner::handle(std::string kind, Handler handler, HandlerOptions options) {
  handle_async(
      std::move(kind),
      [handler = std::move(handler)](const Job& job, Continuation done) { done(handler(job)); },
      options);
}

void Runner::handle_async(std::string kind, AsyncHandler handler, HandlerOptions options) {
  handlers_.insert_or_assign(std::move(kind), Registered{std::move(handler), options});
}

void Runner::on_error(std::function<void(const Job*, const Error&)> listener) {
  listener_ = std::move(listener);
}

void Runner::start() {
  stopping_ = false;
  queue_.on_added([this](Time due) { on_added(due); });
  for (std::size_t i = 0; i < options_.threads; ++i) {
    threads_.emplace_back([this] { work(); });
  }
}

void Runner::stop() {
  if (threads_.empty()) {
    return;
  }
  queue_.on_added({});
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  for (auto& thread : threads_) {
    thread.join();
  }
  threads_.clear();
  wait_until_idle();
}

void Runner::on_added(Time due) {
  {
    const std::lock_guard lock(mutex_);
    if (due >= look_at_) {
      return;
    }
    look_at_ = due;
    ++wakes_;
  }
  wake_.notify_one();
}

void Runner::work() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    const auto wakes = wakes_;
    look_at_ = Time::max();  // whatever is added from here on counts as a wake
    lock.unlock();
    const bool worked = work_once();
    const Time next = worked ? Time() : next_look();
    lock.lock();
    if (worked) {
      continue;
    }
    look_at_ = next;
    const auto pause = std::clamp(next - clock_.now(), Duration(0), options_.poll);
    wake_.wait_for(lock, pause, [&] { return stopping_ || wakes_ != wakes; });
  }
}

bool Runner::work_once() {
  const auto jobs = take(1);
  if (!jobs) {
    report(nullptr, jobs.error());
    return false;
  }
  for (const Job& job : *jobs) {
    run(job);
  }
  return !jobs->empty();
}

Time Runner::next_look() {
  const Time latest = clock_.now() + options_.poll;
  const auto due = database_.read([](store::Snapshot& s) { return Queue::next_due(s); });
  return due ? std::min(due->value_or(latest), latest) : latest;
}

Result<std::vector<Job>> Runner::take(int limit) {
  const auto lease_of = [this](std::string_view kind) {
    const auto at = handlers_.find(kind);
    return at != handlers_.end() ? at->second.options.lease : HandlerOptions().lease;
  };
  return queue_.take(clock_.now(), lease_of, limit);
}

Result<std::size_t> Runner::run_due() {
  std::size_t count = 0;
  for (int round = 0; round < kMaxRounds; ++round) {
    const auto jobs = TRY(take(kTakenAtOnce));
    if (jobs.empty()) {
      break;
    }
    std::ranges::for_each(jobs, [this](const Job& job) { run(job); });
    wait_until_idle();
    count += jobs.size();
  }
  return count;
}

void Runner::run(const Job& job) {
  {
    const std::lock_guard lock(mutex_);
    ++under_way_;
  }
  const auto at = handlers_.find(job.kind);
  if (at == handlers_.end()) {
    settle(job, HandlerOptions(), fail(kHandlerMissing, "kind", job.kind));
    return;
  }
  const auto& [handler, options] = at->second;
  handler(job, [this, job, &options](Result<Verdict> verdict) {
    settle(job, options, std::move(verdict));
  });
}

/// No thread waits for the commit.
void Runner::settle(const Job& job, const HandlerOptions& options, Result<Verdict> verdict) {
  if (!verdict) {
    report(&job, verdict.error());
  } else if (std::holds_alternative<Settled>(*verdict)) {
    note_ended();
    return;
  }
  database_.write_async(
      [this, job, options, verdict = std::move(verdict)](store::Transaction& tx) {
        return store(tx, job, options, verdict);
      },
      [this, job](const Result<void>& stored) {
        if (!stored) {
          report(&job, stored.error());  // the lease runs out, and the job comes again
        }
        note_ended();
      });
}

Result<void> Runner::store(store::Transaction& tx, const Job& job, const HandlerOptions& options,
                           const Result<Verdict>& verdict) {
  if (verdict) {
    const auto* again = std::get_if<Again>(&*verdict);
    return again != nullptr ? queue_.reschedule(tx, job, again->due, again->payload)
                            : queue_.complete(tx, job);
  }
  std::optional<Time> retry;
  if (job.attempts < options.max_attempts) {
    retry = clock_.now() + backoff(options, job.attempts);
  }
  return queue_.fail(tx, job, retry, verdict.error().message());
}

void Runner::note_ended() {
  const std::lock_guard lock(mutex_);
  if (--under_way_ == 0) {
    idle_.notify_all();
  }
}

void Runner::wait_until_idle() {
  std::unique_lock lock(mutex_);
  idle_.wait(lock, [&] { return under_way_ == 0; });
}

Duration Runner::backoff(const HandlerOptions& options, int attempts) const {
  Duration pause = options.first_retry;
  for (int i = 1; i < attempts && pause < options.longest_retry; ++i) {
    pause *= 2;
  }
  pause = std::min(pause, options.longest_retry);
  const auto jitter = pause.count() * 2 / 5;  // spread over 40 %: 20 % to each side
  const auto random = static_cast<std::int64_t>(random_.number() >> 1);
  return pause - pause / 5 + Duration(jitter > 0 ? random % jitter : 0);
}

void Runner::report(const Job* job, const Error& error) {
  if (listener_) {
    listener_(job, error);
  }
}

}  // namespace chancery::jobs
