// A linter that is a program of its own: a pool of its processes.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "linter/child.h"
#include "linter/linter.h"

namespace chancery::linter {

/// Processes are made when they are needed, at most `size`; a caller waits for a free one until its
/// deadline. One that died, hung, or said what it should not is killed and replaced, and the
/// document shown once more to a new one, if time is left. A program that fails repeatedly is left
/// alone for a while that grows to 30 seconds: nobody waits for it then.
class ProcessLinter final : public Linter {
 public:
  ProcessLinter(std::string name, std::string program, std::size_t size)
      : name_(std::move(name)), program_(std::move(program)), size_(size) {}

  [[nodiscard]] std::string_view name() const override { return name_; }
  [[nodiscard]] Result<std::vector<Finding>> look(const Document& document,
                                                  net::Deadline deadline) override;
  [[nodiscard]] Result<Version> version(net::Deadline deadline) override;

 private:
  using MonotonicClock = net::Deadline::MonotonicClock;
  using ChildPtr = std::unique_ptr<Child>;

  [[nodiscard]] Result<ChildPtr> take(net::Deadline deadline);
  void give_back(ChildPtr child);
  void drop(ChildPtr child);
  void leave_place(bool failed);
  [[nodiscard]] Result<std::vector<Finding>> look_once(BytesView frame, net::Deadline deadline);

  const std::string name_;
  const std::string program_;
  const std::size_t size_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<ChildPtr> idle_;
  std::size_t alive_ = 0;  ///< idle, busy, or being started
  int failures_ = 0;       ///< in a row
  MonotonicClock::time_point rest_until_{};
};

}  // namespace chancery::linter
