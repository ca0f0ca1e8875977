// From when until when a certificate is valid: the stricter of wish, profile, law and issuer.
#pragma once

#include <optional>

#include "base/result.h"
#include "policy/validity.h"
#include "profile/profile.h"

namespace chancery::profile {

/// What was asked for; all may be empty. `days` is not looked at when `not_after` is given.
struct ValidityWish {
  std::optional<Seconds> not_before = {};
  std::optional<Seconds> not_after = {};
  std::optional<std::int64_t> days = {};
  /// Cross-certificates alone: the earliest notBefore of the existing certificates, to which
  /// `not_before` may go back (TLS BR 7.1.2.2.1).
  std::optional<Seconds> existing_not_before = {};
};

/// How long the issuer's own certificate lives; nothing for a root that signs itself.
struct IssuerLife {
  Seconds not_before;
  Seconds not_after;
};

/// The span for a certificate signed at `at`. Without a wish: from a little before `at` (but not
/// before the issuer began), for the profile's default days, clipped to what the law in force at
/// `at` allows. A span that was asked for and is too long is refused rather than clipped, for its
/// owner counts on it; only the issuer's own end clips it silently.
///
/// Errors: kValidityTooLong, kValidityTooShort, kValidityTurned, kNotBeforeTooFar, kIssuerExpired;
/// with "seen", "allowed" and "citation".
[[nodiscard]] Result<policy::Validity> decide_validity(const Profile& profile,
                                                       const ValidityWish& wish,
                                                       const std::optional<IssuerLife>& issuer,
                                                       Time at);

/// The most days that a certificate of this profile signed at `at` may live, and who says so.
struct DaysAllowed {
  std::int64_t days;
  std::string_view citation;
};
[[nodiscard]] DaysAllowed max_days(const Profile& profile, Time at);

}  // namespace chancery::profile
