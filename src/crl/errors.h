// The error catalogue of `crl`.
#pragma once

#include "base/result.h"

namespace chancery::crl {

inline constexpr ErrorKind kCrlFileFailed{
    "crl_file_failed", ErrorClass::unavailable,
    "The file of a revocation list could not be written; the one before stays in place"};
inline constexpr ErrorKind kCrlChanged{
    "crl_changed", ErrorClass::internal,
    "The revocations changed while a list was being made of one snapshot"};

}  // namespace chancery::crl
