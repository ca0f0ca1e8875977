// Work that goes on after the call that began it, counted so that its owner can wait for its end.
#pragma once

#include <atomic>
#include <memory>
#include <utility>

namespace chancery {

/// Safe for many threads. A member of what the work uses, declared behind whatever the work uses.
class UnderWay final {
  using Count = std::shared_ptr<std::atomic<int>>;

 public:
  /// Held by one piece of work until its end.
  class Ticket final {
   public:
    Ticket(Ticket&& other) noexcept = default;
    Ticket& operator=(Ticket&&) = delete;
    Ticket(const Ticket&) = delete;
    Ticket& operator=(const Ticket&) = delete;
    ~Ticket() {
      if (count_ && count_->fetch_sub(1, std::memory_order_release) == 1) {
        count_->notify_all();
      }
    }

   private:
    friend class UnderWay;
    explicit Ticket(Count count) : count_(std::move(count)) {
      count_->fetch_add(1, std::memory_order_relaxed);
    }
    Count count_;
  };

  UnderWay() = default;
  /// Waits until every ticket is gone.
  ~UnderWay() {
    for (int left = *count_; left > 0; left = *count_) {
      count_->wait(left);
    }
  }
  UnderWay(const UnderWay&) = delete;
  UnderWay& operator=(const UnderWay&) = delete;

  [[nodiscard]] Ticket begin() { return Ticket(count_); }

 private:
  Count count_ = std::make_shared<std::atomic<int>>(0);  ///< outlives this for the last ticket
};

}  // namespace chancery
