// Lets the threads of one batch sleep on one word and be woken by one system call. With a condition
// variable each, waking them cost more than storing what they wrote.
#pragma once

#include <array>
#include <atomic>
#include <climits>
#include <cstdint>
#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace chancery::store {

/// Batches are numbered one after the other; their end is told in that order.
class BatchSignal final {
 public:
  /// Returns when `end(batch)` was called. Everything before that call has happened.
  void wait(std::uint32_t batch) {
    auto& word = word_of(batch);
    for (std::uint32_t seen = word.load(std::memory_order_acquire); !is_over(seen, batch);
         seen = word.load(std::memory_order_acquire)) {
      syscall(SYS_futex, &word, FUTEX_WAIT_PRIVATE, seen, nullptr, nullptr, 0);
    }
  }

  void end(std::uint32_t batch) {
    auto& word = word_of(batch);
    word.store(batch, std::memory_order_release);
    syscall(SYS_futex, &word, FUTEX_WAKE_PRIVATE, INT_MAX, nullptr, nullptr, 0);
  }

 private:
  // Only two batches have waiters at a time: the one being written, and the one that gathers.
  static constexpr std::size_t kWords = 4;

  static bool is_over(std::uint32_t seen, std::uint32_t batch) {
    return static_cast<std::int32_t>(seen - batch) >= 0;
  }
  std::atomic<std::uint32_t>& word_of(std::uint32_t batch) { return words_[batch % kWords]; }

  std::array<std::atomic<std::uint32_t>, kWords> words_{};
};

}  // namespace chancery::store
