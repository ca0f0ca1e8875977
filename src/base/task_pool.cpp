#include "base/task_pool.h"

#include <algorithm>
#include <condition_variable>
#include <utility>

#include "base/scheduling.h"

namespace chancery {
namespace {

// Longer than any computation of one task, but for the making of RSA keys.
constexpr auto kStuck = std::chrono::milliseconds(2);

}  // namespace

/// One thread without work. Both under the pool's lock.
class TaskPool::Sleeper final {
 public:
  void sleep(std::unique_lock<std::mutex>& lock) {
    is_called_ = false;
    call_.wait(lock, [this] { return is_called_; });
  }
  void call() {
    is_called_ = true;
    call_.notify_one();
  }

 private:
  std::condition_variable call_;
  bool is_called_ = false;
};

TaskPool::TaskPool(unsigned most_threads, unsigned awake)
    : most_threads_(std::max(1U, most_threads)), awake_(std::max(1U, awake)) {}

TaskPool::~TaskPool() {
  {
    const std::lock_guard lock(mutex_);
    closing_ = true;
    for (Sleeper* sleeper : asleep_) {
      sleeper->call();
    }
    asleep_.clear();
  }
  threads_.clear();
}

bool TaskPool::needs_another() const {
  if (closing_) {
    return false;  // all are awake; who posts now is one of them and will come to it
  }
  const std::size_t busy = threads_.size() - asleep_.size();
  return busy < awake_ || Clock::now() - progress_ > kStuck;
}

void TaskPool::post(Task task) {
  const std::lock_guard lock(mutex_);
  tasks_.push_back(std::move(task));
  if (!needs_another()) {
    return;
  }
  progress_ = Clock::now();
  if (!asleep_.empty()) {
    asleep_.back()->call();
    asleep_.pop_back();
  } else if (threads_.size() < most_threads_) {
    threads_.emplace_back([this] { work(); });
  }
}

std::size_t TaskPool::threads() const {
  const std::lock_guard lock(mutex_);
  return threads_.size();
}

void TaskPool::work() {
  let_others_finish();
  Sleeper self;
  std::unique_lock lock(mutex_);
  for (;;) {
    while (!tasks_.empty()) {
      Task task = std::move(tasks_.front());
      tasks_.pop_front();
      lock.unlock();
      task();
      task = nullptr;  // what it holds is dropped outside the lock
      lock.lock();
      progress_ = Clock::now();
    }
    if (closing_) {
      return;
    }
    asleep_.push_back(&self);
    self.sleep(lock);
  }
}

}  // namespace chancery
