// A small memory of shared values by key.
#pragma once

#include <memory>
#include <mutex>
#include <unordered_map>

namespace chancery::ra {

/// Forgets everything at once when it is full: a busy server fills it again in a moment, and
/// nothing has to be kept in order. Says nothing about whether a value is still right: that is the
/// user's to know. Safe for many threads.
template <class Key, class Value>
class BoundedCache final {
 public:
  explicit BoundedCache(std::size_t max_entries) : max_entries_(max_entries) {}

  /// nullptr when it is not there.
  [[nodiscard]] std::shared_ptr<const Value> get(const Key& key) const {
    const std::lock_guard lock(mutex_);
    const auto found = entries_.find(key);
    return found == entries_.end() ? nullptr : found->second;
  }

  void put(const Key& key, std::shared_ptr<const Value> value) {
    const std::lock_guard lock(mutex_);
    if (entries_.size() >= max_entries_) {
      entries_.clear();
    }
    entries_[key] = std::move(value);
  }

 private:
  const std::size_t max_entries_;
  mutable std::mutex mutex_;
  std::unordered_map<Key, std::shared_ptr<const Value>> entries_;  // guarded by mutex_
};

}  // namespace chancery::ra
