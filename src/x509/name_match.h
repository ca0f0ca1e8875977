// Whether two names compare as equal (RFC 5280 section 7.1), whatever their bytes.
#pragma once

#include "x509/distinguished_name.h"

namespace chancery::x509 {

/// Same RDNs in the same order, with texts that are the same but for capitals, outer blanks and
/// runs of blanks; string types may differ. Of RFC 4518 this folds the letters of ASCII alone:
/// names that differ in the capitals of other scripts, or in their Unicode normalization, are NOT
/// found equal.
[[nodiscard]] bool compare_equal(const DistinguishedName& a, const DistinguishedName& b);

}  // namespace chancery::x509
