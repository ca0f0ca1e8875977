// Rate limits as token buckets, in memory (RFC 8555 section 6.6).
#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/result.h"
#include "base/time.h"

namespace chancery::ra {

/// `count` acts within any span of `per`; 0 is "off".
struct Quota {
  std::uint32_t count = 0;
  Duration per{0};

  [[nodiscard]] bool is_off() const { return count == 0; }
};

/// What one more act would do.
struct QuotaEffect {
  std::string quota;
  std::string key;
  Quota limit;
  std::uint32_t left = 0;  ///< acts that are free now, before this one; 0: it would be refused
};

/// One bucket per key: a bucket starts with `count` tokens and gets one back every per/count.
/// Buckets live in this process only: a restart refills them, and several nodes each have their
/// own. Memory is bounded: with more than kMaxBuckets busy keys, further ones are not counted.
/// Safe for many threads.
class QuotaKeeper final {
 public:
  static constexpr std::size_t kMaxBuckets = 100'000;

  /// `what` names the quota in errors.
  QuotaKeeper(Quota quota, std::string what) : quota_(quota), what_(std::move(what)) {}

  /// Takes a token of `key`. Errors: kRateLimited with "quota", "key" and "retry_after" (seconds).
  [[nodiscard]] Result<void> take(std::string_view key, Time now);

  /// What `take` would meet, without taking. Nothing when the quota is off.
  [[nodiscard]] std::optional<QuotaEffect> look(std::string_view key, Time now);

 private:
  void drop_idle(Time now);

  Quota quota_;
  std::string what_;
  std::mutex mutex_;
  std::unordered_map<std::string, Time> full_at_;  ///< when the bucket will be full again
};

}  // namespace chancery::ra
