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

  /// Called for every failed attempt and for every trouble with the queue itself. Before start.
  void on_error(std::function<void(const Job*, const Error&)> listener);

  void start();

  /// Takes no more jobs, waits for the handlers that run, returns. May be called again.
  void stop();

  /// Takes and runs, on this thread, everything that is due now. Returns how many it ran. For
  /// tests and for command-line verbs: no start() needed.
  [[nodiscard]] Result<std::size_t> run_due();

 private:
  struct Registered {
    Handler handler;
    HandlerOptions options;
  };

  void work();
  [[nodiscard]] bool work_once();
  [[nodiscard]] Time next_look();
  [[nodiscard]] Result<std::vector<Job>> take(int limit);
  void on_added(Time due);
  void look_again();
  void run(const Job& job);
  [[nodiscard]] Result<void> settle(const Job& job, const Verdict& verdict);
  [[nodiscard]] Result<void> settle_failure(const Job& job, const HandlerOptions& options,
                                            const Error& error);
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
  std::vector<std::thread> threads_;
};

}  // namespace chancery::jobs
