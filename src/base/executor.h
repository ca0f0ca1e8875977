// Where work goes on that must not go on here.
#pragma once

#include <functional>

namespace chancery {

class Executor {
 public:
  using Task = std::move_only_function<void()>;

  virtual ~Executor() = default;

  /// Runs `task` later on another thread, exactly once. Any thread. The task must not throw.
  virtual void post(Task task) = 0;
};

}  // namespace chancery
