#include "ra/quota.h"

#include <algorithm>

#include "ra/errors.h"

namespace chancery::ra {

Result<void> QuotaKeeper::take(std::string_view key, Time now) {
  if (quota_.is_off()) {
    return {};
  }
  const Duration interval = quota_.per / quota_.count;
  const std::lock_guard lock(mutex_);
  if (full_at_.size() >= kMaxBuckets) {
    drop_idle(now);
  }
  const auto found = full_at_.find(std::string(key));
  const Time full_at = std::max(found == full_at_.end() ? now : found->second, now) + interval;
  if (full_at - now > quota_.per) {
    const auto wait = std::chrono::ceil<std::chrono::seconds>(full_at - now - quota_.per);
    return fail(kRateLimited, {{"quota", what_},
                               {"key", std::string(key)},
                               {"retry_after", std::to_string(wait.count())}});
  }
  if (found != full_at_.end()) {
    found->second = full_at;
  } else if (full_at_.size() < kMaxBuckets) {
    full_at_.emplace(key, full_at);
  }
  return {};
}

std::optional<QuotaEffect> QuotaKeeper::look(std::string_view key, Time now) {
  if (quota_.is_off()) {
    return std::nullopt;
  }
  const Duration interval = quota_.per / quota_.count;
  const std::lock_guard lock(mutex_);
  const auto found = full_at_.find(std::string(key));
  const Duration owed =
      found == full_at_.end() ? Duration(0) : std::max(found->second - now, Duration(0));
  const auto left = (quota_.per - owed) / interval;
  return QuotaEffect{what_, std::string(key), quota_,
                     static_cast<std::uint32_t>(std::max<Duration::rep>(left, 0))};
}

void QuotaKeeper::drop_idle(Time now) {
  std::erase_if(full_at_, [&](const auto& bucket) { return bucket.second <= now; });
}

}  // namespace chancery::ra
