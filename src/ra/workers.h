// A few threads for work that a request waits for only so long.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace chancery::ra {

/// Threads are started when work is waiting and none is idle, up to `max_threads`, and kept.
class Workers final {
 public:
  static constexpr std::size_t kMaxWaiting = 4096;

  explicit Workers(std::size_t max_threads) : max_threads_(max_threads) {}
  /// Finishes what has begun, drops what waits.
  ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  /// False when kMaxWaiting pieces of work wait already. `work` must not throw.
  [[nodiscard]] bool submit(std::function<void()> work);

 private:
  void run();

  const std::size_t max_threads_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> waiting_;  // guarded by mutex_
  std::size_t idle_ = 0;                       // guarded by mutex_
  bool stopping_ = false;                      // guarded by mutex_
  std::vector<std::thread> threads_;           // guarded by mutex_
};

}  // namespace chancery::ra
