// The error catalogue of `model`.
#pragma once

#include "base/result.h"

namespace chancery::model {

inline constexpr ErrorKind kSerialMalformed{
    "serial_malformed", ErrorClass::bad_input,
    "This is not a serial number: 1 to 20 octets are expected, positive, as RFC 5280 demands"};
inline constexpr ErrorKind kRevocationFinal{
    "revocation_final", ErrorClass::conflict,
    "This certificate is revoked already, for good. Only keyCompromise, with an equal or earlier "
    "date, can replace what is recorded"};
inline constexpr ErrorKind kReasonUnknown{
    "revocation_reason_unknown", ErrorClass::bad_input,
    "This is not a revocation reason of RFC 5280 section 5.3.1 that an entry can carry here"};

}  // namespace chancery::model
