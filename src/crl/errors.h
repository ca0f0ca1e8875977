// The error catalogue of `crl`.
#pragma once

#include "base/result.h"

namespace chancery::crl {

inline constexpr ErrorKind kCrlFileFailed{
    "crl_file_failed", ErrorClass::unavailable,
    "The file of a revocation list could not be written; the one before stays in place"};
}  // namespace chancery::crl
