// One row of law: who says so, since when, until when (BR 1.6.4: dates start at 00:00:00 UTC).
//
// Everything that this room refuses, it refuses because of a row that is in force at the time of
// signing. "What is in force at T?" is a walk over the tables (see rulebook.h), so that the same
// program answers for today, for 2027-03-15 and for an old certificate.
#pragma once

#include <string_view>

#include "base/time.h"

namespace chancery::policy {

/// Whose rules apply to a hierarchy.
enum class PolicySet {
  public_trust,   ///< CA/Browser Forum TLS Baseline Requirements and the browsers' root programs
  private_trust,  ///< RFC 5280 and the house's own rules; nobody else trusts this hierarchy
  smime_trust,    ///< CA/Browser Forum S/MIME Baseline Requirements
};

/// Whether others trust the hierarchy: then names must be public, proven, and allowed by CAA.
[[nodiscard]] constexpr bool is_public(PolicySet set) {
  return set != PolicySet::private_trust;
}

/// "public-trust", "private" or "s-mime".
[[nodiscard]] std::string_view to_text(PolicySet set);

/// Beyond every certificate (RFC 5280 section 4.1.2.5: 99991231235959Z).
inline constexpr Seconds kOpenEnd = at_date(9999, 12, 31);
/// Before the first Baseline Requirements; "always".
inline constexpr Seconds kAlways = at_date(1970, 1, 1);

struct Rule {
  std::string_view id;        ///< stable, lower_snake_case, unique within its table
  std::string_view citation;  ///< document and section, for people
  Seconds effective_from;     ///< first second of force
  Seconds effective_until;    ///< first second without force
  std::string_view text;      ///< the rule in our own words, one line

  [[nodiscard]] constexpr bool in_force(Time at) const {
    return effective_from <= at && at < effective_until;
  }
};

}  // namespace chancery::policy
