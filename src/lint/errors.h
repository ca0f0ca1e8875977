// The error catalogue of `lint`.
#pragma once

#include "base/result.h"

namespace chancery::lint {

inline constexpr ErrorKind kShapeUnexpected{
    "lint_shape_unexpected", ErrorClass::rejected,
    "The body of the certificate does not have the shape of RFC 5280 section 4.1"};

}  // namespace chancery::lint
