// The error catalogue of `jobs`.
#pragma once

#include "base/result.h"

namespace chancery::jobs {

inline constexpr ErrorKind kLeaseLost{
    "job_lease_lost", ErrorClass::conflict,
    "The job took longer than its lease, and another runner has it now"};
inline constexpr ErrorKind kHandlerMissing{"job_handler_missing", ErrorClass::internal,
                                           "No handler for this kind of job is registered"};

}  // namespace chancery::jobs
