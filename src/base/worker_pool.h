// Threads for work that waits: for a commit, for a name server, for somebody's host.
#pragma once

#include <atomic>
#include <cstddef>
#include <mutex>
#include <optional>

#include "base/task_pool.h"

namespace chancery {

/// Safe for many threads. Threads are made when work waits and none is idle.
class WorkerPool final {
 public:
  using Job = Executor::Task;

  /// Up to `max_queued` jobs wait for a thread.
  WorkerPool(unsigned threads, std::size_t max_queued);
  ~WorkerPool() { stop(); }
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  /// False when the queue is full or the pool has stopped; the job is dropped then. Jobs must not
  /// throw.
  [[nodiscard]] bool submit(Job job);

  /// Drops the jobs that wait, waits for those that run. May be called again.
  void stop();

 private:
  const std::size_t max_queued_;
  std::atomic<std::size_t> queued_ = 0;
  std::atomic<bool> stopping_ = false;
  std::mutex mutex_;
  std::optional<TaskPool> pool_;  ///< none once stopped
};

}  // namespace chancery
