#include "jobs/runner.h"

#include <algorithm>

#include "jobs/errors.h"

namespace chancery::jobs {
namespace {

constexpr int kJitterPercent = 20;

}  // namespace

Runner::Runner(store::Database& database, Queue& queue, const Clock& clock, Random& random,
               RunnerOptions options)
    : database_(database), queue_(queue), clock_(clock), random_(random), options_(options) {
  queue_.on_added([this](Time) {
    {
      const std::lock_guard lock(mutex_);
      look_ = true;
    }
    wake_.notify_one();
  });
}

Runner::~Runner() {
  stop();
  queue_.on_added({});
}

void Runner::handle(std::string kind, Handler handler, HandlerOptions options) {
  longest_lease_ = std::max(longest_lease_, options.lease);
  handlers_[std::move(kind)] = {std::move(handler), options};
}

void Runner::on_error(std::function<void(const Job*, const Error&)> listener) {
  listener_ = std::move(listener);
}

void Runner::start() {
  for (std::size_t i = 0; i < options_.threads; ++i) {
    threads_.emplace_back([this] { work(); });
  }
}

void Runner::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  for (auto& thread : threads_) {
    thread.join();
  }
  threads_.clear();
}

void Runner::work() {
  std::unique_lock lock(mutex_);
  for (;;) {
    wait_for_work(lock);
    if (stopping_) {
      return;
    }
    look_ = false;
    lock.unlock();
    const auto taken = queue_.take(clock_.now(), longest_lease_, 1);
    if (!taken) {
      report(nullptr, taken.error());
    } else if (!taken->empty()) {
      look_again();  // where one was due, others may be: for another thread
      run(taken->front());
      look_again();
    }
    lock.lock();
  }
}

void Runner::look_again() {
  {
    const std::lock_guard lock(mutex_);
    look_ = true;
  }
  wake_.notify_one();
}

void Runner::wait_for_work(std::unique_lock<std::mutex>& lock) {
  if (look_ || stopping_) {
    return;
  }
  lock.unlock();
  const auto next =
      database_.read([](store::Snapshot& snapshot) { return Queue::next_due(snapshot); });
  Duration wait = options_.poll;
  if (next && *next) {
    wait = std::clamp(**next - clock_.now(), Duration(1), options_.poll);
  }
  lock.lock();
  wake_.wait_for(lock, wait, [this] { return look_ || stopping_; });
}

void Runner::run(const Job& job) {
  const auto found = handlers_.find(job.kind);
  if (found == handlers_.end()) {
    const Error missing(kHandlerMissing, {{"kind", job.kind}});
    report(&job, missing);
    if (const auto settled = settle_failure(job, {}, missing); !settled) {
      report(&job, settled.error());
    }
    return;
  }
  const auto verdict = found->second.handler(job);
  if (!verdict) {
    report(&job, verdict.error());
  }
  const auto settled =
      verdict ? settle(job, *verdict) : settle_failure(job, found->second.options, verdict.error());
  if (!settled) {
    report(&job, settled.error());
  }
}

Result<void> Runner::settle(const Job& job, const Verdict& verdict) {
  if (std::holds_alternative<Settled>(verdict)) {
    return {};
  }
  return database_.write([&](store::Transaction& tx) {
    const auto* again = std::get_if<Again>(&verdict);
    return again != nullptr ? queue_.reschedule(tx, job, again->due, again->payload)
                            : queue_.complete(tx, job);
  });
}

Result<void> Runner::settle_failure(const Job& job, const HandlerOptions& options,
                                    const Error& error) {
  std::optional<Time> retry;
  if (job.attempts < options.max_attempts) {
    retry = clock_.now() + backoff(options, job.attempts);
  }
  return database_.write([&](store::Transaction& tx) {
    return queue_.fail(tx, job, retry, std::string(error.code()) + ": " + error.message());
  });
}

Duration Runner::backoff(const HandlerOptions& options, int attempts) {
  Duration delay = options.first_retry;
  for (int i = 1; i < attempts && delay < options.longest_retry; ++i) {
    delay *= 2;
  }
  delay = std::min(delay, options.longest_retry);
  const auto percent = static_cast<std::int64_t>(random_.number() % (2 * kJitterPercent + 1));
  return delay * (100 - kJitterPercent + percent) / 100;
}

void Runner::report(const Job* job, const Error& error) {
  if (listener_) {
    listener_(job, error);
  }
}

Result<std::size_t> Runner::run_due() {
  std::size_t count = 0;
  for (;;) {
    const auto taken = TRY(queue_.take(clock_.now(), longest_lease_, 1));
    if (taken.empty()) {
      return count;
    }
    run(taken.front());
    ++count;
  }
}

}  // namespace chancery::jobs
