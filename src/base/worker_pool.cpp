#include "base/worker_pool.h"

#include <utility>

namespace chancery {

WorkerPool::WorkerPool(unsigned threads, std::size_t max_queued) : max_queued_(max_queued) {
  pool_.emplace(threads, threads);  // its threads wait, so all of them may be awake
}

bool WorkerPool::submit(Job job) {
  const std::lock_guard lock(mutex_);
  if (stopping_ || queued_ >= max_queued_) {
    return false;
  }
  ++queued_;
  pool_->post([this, job = std::move(job)]() mutable {
    if (!stopping_) {
      --queued_;
      job();
    }
  });
  return true;
}

void WorkerPool::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  pool_.reset();
}

}  // namespace chancery
