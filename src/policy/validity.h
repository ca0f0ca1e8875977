// The span of a certificate's life, counted as the law counts (TLS BR 6.3.2, RFC 5280 4.1.2.5).
#pragma once

#include <cstdint>

#include "base/time.h"

namespace chancery::policy {

inline constexpr std::int64_t kSecondsPerDay = 86'400;

/// Both ends belong to the span: a certificate is valid at not_before and at not_after.
struct Validity {
  Seconds not_before;
  Seconds not_after;

  friend bool operator==(const Validity&, const Validity&) = default;
};

/// The longest span of `days` days: not_after = not_before + days * 86,400 - 1 s.
/// Precondition: days > 0.
[[nodiscard]] constexpr Validity validity_of_days(Seconds not_before, std::int64_t days) {
  return {not_before, not_before + std::chrono::seconds(days * kSecondsPerDay - 1)};
}

/// Seconds in the span with both ends counted; zero or less when it is turned around.
[[nodiscard]] constexpr std::int64_t seconds_in(const Validity& validity) {
  return (validity.not_after - validity.not_before).count() + 1;
}

/// Days in the span; any second beyond a whole day counts as one more day (BR 6.3.2).
[[nodiscard]] constexpr std::int64_t days_in(const Validity& validity) {
  return (seconds_in(validity) + kSecondsPerDay - 1) / kSecondsPerDay;
}

}  // namespace chancery::policy
