// Runs due jobs on a pool of threads.
#pragma once

#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <variant>
#include <vector>

#include "base/random.h"
#include "base/time.h"
#include "jobs/queue.h"

namespace chancery::jobs {

/// What a handler says about its job.
struct Done {};
struct Again {
  Time due{};
  std::string payload;  ///< replaces the job's
};
/// The handler has called Queue::complete, reschedule or fail inside of its own unit.
struct Settled {};
using Verdict = std::variant<Done, Again, Settled>;

/// Must be idempotent: a job runs at least once, and again when its runner died or the verdict
/// could not be stored. An error means: try again later.
using Handler = std::function<Result<Verdict>(const Job&)>;

/// Told once what became of a job, on any thread.
using Continuation = std::move_only_function<void(Result<Verdict>)>;

/// As Handler, for work that waits for others: it may return before the job has ended, goes on
/// wherever it likes, and calls back within the lease. The runner takes further jobs meanwhile, so
/// the handler itself bounds how many it works on: beyond that its verdict is Again.
using AsyncHandler = std::function<void(const Job&, Continuation)>;

struct HandlerOptions {
  Duration lease = std::chrono::minutes(5);        ///< longer than the handler ever takes
  Duration first_retry = std::chrono::seconds(5);  ///< doubled for every further attempt, +-20 %
  Duration longest_retry = std::chrono::hours(1);
  int max_attempts = 20;  ///< then the job is parked
};

struct RunnerOptions {
  std::size_t threads = 2;
  /// How often to look for jobs that other nodes have added, or left behind.
  Duration poll = std::chrono::seconds(5);
};

class Runner final {
 public:
  Runner(store::Database& database, Queue& queue, const Clock& clock, Random& random,
         RunnerOptions options = {});
  /// Stops.
  ~Runner();
  Runner(const Runner&) = delete;
  Runner& operator=(const Runner&) = delete;

  /// Before start.
  void handle(std::string kind, Handler handler, HandlerOptions options = {});
  void handle_async(std::string kind, AsyncHandler handler, HandlerOptions options = {});

  /// Called for every failed attempt and for every trouble with the queue itself, on any thread, so
  /// it must be quick. Before start.
  void on_error(std::function<void(const Job*, const Error&)> listener);

  void start();

  /// Takes no more jobs, waits until those that were taken have ended. May be called again.
  void stop();

  /// Takes everything that is due now, begins it on this thread, and waits until it has ended.
  /// Returns how many it ran. For tests and for command-line verbs: no start() needed.
  [[nodiscard]] Result<std::size_t> run_due();

 private:
  struct Registered {
    AsyncHandler handler;
    HandlerOptions options;
  };

  void work();
  [[nodiscard]] bool work_once();
  [[nodiscard]] Time next_look();
  [[nodiscard]] Result<std::vector<Job>> take(int limit);
  void on_added(Time due);
  void look_again();
  void run(const Job& job);
  void settle(const Job& job, const HandlerOptions& options, Result<Verdict> verdict);
  [[nodiscard]] Result<void> store(store::Transaction& tx, const Job& job,
                                   const HandlerOptions& options, const Result<Verdict>& verdict);
  void note_ended();
  void wait_until_idle();
  [[nodiscard]] Duration backoff(const HandlerOptions& options, int attempts) const;
  void report(const Job* job, const Error& error);

  store::Database& database_;
  Queue& queue_;
  const Clock& clock_;
  Random& random_;
  RunnerOptions options_;
  std::map<std::string, Registered, std::less<>> handlers_;
  std::function<void(const Job*, const Error&)> listener_;
  Duration longest_lease_ = std::chrono::minutes(1);

  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  Time look_at_ = Time::max();  ///< when the threads that sleep will look; earlier jobs wake them
  std::uint64_t wakes_ = 0;
  std::condition_variable idle_;
  std::size_t under_way_ = 0;  ///< jobs that were taken and have not ended
  std::vector<std::thread> threads_;
};

}  // namespace chancery::jobs
