// UTCTime and GeneralizedTime in the one form that RFC 5280 section 4.1.2.5 allows: seconds
// present, no fraction, "Z".
#pragma once

#include <array>

#include "base/bytes.h"
#include "base/result.h"
#include "base/time.h"

namespace chancery::der {

/// RFC 5280 section 4.1.2.5: no well-defined expiration date.
inline constexpr Seconds kNoExpiry = at_date(10000, 1, 1) - std::chrono::seconds(1);

/// The first instant that UTCTime cannot hold (RFC 5280 section 4.1.2.5.1).
inline constexpr Seconds kUtcTimeEnd = at_date(2050, 1, 1);

/// YYMMDDHHMMSSZ; 50-99 is 1950-1999, 00-49 is 2000-2049. Second 60 is refused. Errors: kDerTime.
[[nodiscard]] Result<Seconds> parse_utc_time(BytesView content);

/// YYYYMMDDHHMMSSZ. That years before 2050 should have been a UTCTime in some places is NOT
/// checked. Errors: kDerTime.
[[nodiscard]] Result<Seconds> parse_generalized_time(BytesView content);

/// Content octets of a time, without allocation; `size` is 13 or 15.
struct TimeText {
  std::array<char, 15> text;
  std::size_t size;
  [[nodiscard]] BytesView bytes() const { return as_bytes({text.data(), size}); }
};

/// Precondition: 1950 <= year < 2050.
[[nodiscard]] TimeText utc_time_text(Seconds time);

/// Precondition: 0 <= year <= 9999.
[[nodiscard]] TimeText generalized_time_text(Seconds time);

/// Whether RFC 5280 encodes this instant as UTCTime: from 1950 through 2049.
[[nodiscard]] constexpr bool fits_utc_time(Seconds time) {
  return time >= at_date(1950, 1, 1) && time < kUtcTimeEnd;
}

}  // namespace chancery::der
