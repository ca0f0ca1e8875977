// What an attribute of a subject may say, by its type: bounds, country codes, no filler
// (TLS BR 7.1.4.2; RFC 5280 appendix A.1; EVG 7.1.4.2; NT-18..20).
#pragma once

#include <cstddef>
#include <string>

#include "base/result.h"
#include "der/oid.h"

namespace chancery::profile {

/// The most characters (not octets) that an attribute holds.
[[nodiscard]] std::size_t characters_allowed(const der::Oid& type);

/// Code points of UTF-8 text.
[[nodiscard]] std::size_t characters_in(std::string_view text);

/// The alphabet of its string type is NOT looked at: DistinguishedName::make does.
/// Errors: kSubjectMalformed with "attribute" and "seen".
[[nodiscard]] Result<void> check_attribute_text(const der::Oid& type, const std::string& text);

}  // namespace chancery::profile
