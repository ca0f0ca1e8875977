#include "http/worker_pool.h"

#include <utility>

namespace chancery::http {

WorkerPool::WorkerPool(unsigned threads, std::size_t max_queued)
    : thread_count_(threads), max_queued_(max_queued) {}

void WorkerPool::start() {
  for (unsigned i = 0; i < thread_count_; ++i) {
    threads_.emplace_back([this] { work(); });
  }
}

bool WorkerPool::submit(Job job) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_ || jobs_.size() >= max_queued_) {
      return false;
    }
    jobs_.push_back(std::move(job));
  }
  wake_.notify_one();
  return true;
}

void WorkerPool::stop() {
  std::deque<Job> dropped;
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    dropped.swap(jobs_);
  }
  wake_.notify_all();
  threads_.clear();
}

void WorkerPool::work() {
  std::unique_lock lock(mutex_);
  for (;;) {
    wake_.wait(lock, [this] { return stopping_ || !jobs_.empty(); });
    if (stopping_) {
      return;
    }
    Job job = std::move(jobs_.front());
    jobs_.pop_front();
    lock.unlock();
    job();
    job = nullptr;  // what it holds is dropped outside the lock
    lock.lock();
  }
}

}  // namespace chancery::http
