// The connections that reads share: few, opened when first needed.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "store/connection.h"
#include "store/kept_register.h"

namespace chancery::store {

class ReadPool final {
 public:
  ReadPool(std::unique_ptr<Connector> connector, std::size_t size);

  /// Runs `work` within one snapshot. Errors: kStoreUnavailable, or the work's.
  [[nodiscard]] Result<void> run(void (*call)(void* work, Snapshot& snapshot), void* work);

 private:
  [[nodiscard]] Result<std::unique_ptr<Connection>> borrow();
  void give_back(std::unique_ptr<Connection> connection);

  std::unique_ptr<Connector> connector_;
  std::optional<KeptRegister> kept_;  ///< SQLite's blocks are memory of this process anyway
  std::mutex mutex_;
  std::condition_variable free_;
  std::size_t closed_;  ///< how many more may be opened
  std::vector<std::unique_ptr<Connection>> idle_;
};

}  // namespace chancery::store
