// The error catalogue of `notice`.
#pragma once

#include "base/result.h"

namespace chancery::notice {

inline constexpr ErrorKind kMailDamaged{"mail_damaged", ErrorClass::internal,
                                        "A mail in the outbox cannot be read"};

}  // namespace chancery::notice
