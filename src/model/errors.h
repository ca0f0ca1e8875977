// The error catalogue of `model`.
#pragma once

#include "base/result.h"

namespace chancery::model {

inline constexpr ErrorKind kRevocationFinal{
    "revocation_final", ErrorClass::conflict,
    "This certificate is revoked already, for good. Only keyCompromise, with an equal or earlier "
    "date, can replace what is recorded"};
inline constexpr ErrorKind kReasonNotPermanent{
    "revocation_not_permanent", ErrorClass::rejected,
    "A revocation is for good here: certificateHold and removeFromCRL are not used"};

}  // namespace chancery::model
