// A few threads for what must not run on an I/O thread: a database read and a signature.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace chancery::repository {

/// Bounded: what does not fit is refused, so that a flood of requests for unknown serials costs
/// memory for `max_waiting` requests and no more.
class Background final {
 public:
  Background(unsigned threads, std::size_t max_waiting);
  /// Finishes what waits, then returns.
  ~Background();
  Background(const Background&) = delete;
  Background& operator=(const Background&) = delete;

  /// False when too much waits already: `work` will not run.
  [[nodiscard]] bool post(std::function<void()> work);

 private:
  void run();

  std::size_t max_waiting_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> waiting_;
  bool stopping_ = false;
  std::vector<std::jthread> threads_;
};

}  // namespace chancery::repository
