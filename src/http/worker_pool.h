// Threads for handlers that compute or wait.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace chancery::http {

class WorkerPool final {
 public:
  using Job = std::move_only_function<void()>;

  /// Up to `max_queued` jobs wait.
  WorkerPool(unsigned threads, std::size_t max_queued);
  ~WorkerPool() { stop(); }
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  void start();

  /// False when the queue is full or the pool has stopped; the job is dropped then. Jobs must not
  /// throw.
  [[nodiscard]] bool submit(Job job);

  /// Drops the jobs that wait, waits for those that run. May be called again.
  void stop();

 private:
  void work();

  const unsigned thread_count_;
  const std::size_t max_queued_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Job> jobs_;
  bool stopping_ = false;
  std::vector<std::jthread> threads_;
};

}  // namespace chancery::http
