#include "store/read_pool.h"

namespace chancery::store {

ReadPool::ReadPool(std::unique_ptr<Connector> connector, std::size_t size)
    : connector_(std::move(connector)), closed_(size) {
  if (connector_->back_end() == BackEnd::postgres) {
    kept_.emplace();
  }
}

Result<void> ReadPool::run(void (*call)(void*, Snapshot&), void* work) {
  auto connection = TRY(borrow());
  auto begun = connection->begin(Access::read);
  if (begun) {
    Snapshot snapshot(*connection, kept_ ? &*kept_ : nullptr);
    call(work, snapshot);
    connection->rollback();
  }
  give_back(std::move(connection));
  return begun;
}

Result<std::unique_ptr<Connection>> ReadPool::borrow() {
  std::unique_lock lock(mutex_);
  free_.wait(lock, [this] { return !idle_.empty() || closed_ > 0; });
  if (!idle_.empty()) {
    auto connection = std::move(idle_.back());
    idle_.pop_back();
    return connection;
  }
  --closed_;
  lock.unlock();
  auto opened = connector_->connect(Access::read);
  if (!opened) {
    lock.lock();
    ++closed_;
    free_.notify_one();
  }
  return opened;
}

void ReadPool::give_back(std::unique_ptr<Connection> connection) {
  {
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(connection));
  }
  free_.notify_one();
}

}  // namespace chancery::store
