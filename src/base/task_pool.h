// Threads for short pieces of work that compute: a signature to check, a body to build, to sign.
#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

#include "base/executor.h"

namespace chancery {

/// Waking a thread costs as much as a small task, so only as many are kept awake as there are
/// cores. More are woken while tasks wait and none comes to its end: then they wait for something
/// slow, such as an HSM. Threads are made when they are first needed. The queue has no bound of its
/// own: whoever posts works on a bounded number of things.
class TaskPool final : public Executor {
 public:
  explicit TaskPool(unsigned most_threads, unsigned awake = std::thread::hardware_concurrency());
  /// Runs what waits, and what that posts, then returns. Nobody else may post any more.
  ~TaskPool() override;
  TaskPool(const TaskPool&) = delete;
  TaskPool& operator=(const TaskPool&) = delete;

  void post(Task task) override;

  /// How many threads were made so far.
  [[nodiscard]] std::size_t threads() const;

 private:
  using Clock = std::chrono::steady_clock;
  class Sleeper;

  [[nodiscard]] bool needs_another() const;
  void work();

  const unsigned most_threads_;
  const unsigned awake_;
  mutable std::mutex mutex_;
  std::deque<Task> tasks_;
  std::vector<std::jthread> threads_;
  /// Who fell asleep last is called first: its caches are warm.
  std::vector<Sleeper*> asleep_;
  Clock::time_point progress_;
  bool closing_ = false;
};

}  // namespace chancery
