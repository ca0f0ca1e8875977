// The error catalogue of `repository`.
#pragma once

#include "base/result.h"

namespace chancery::repository {

inline constexpr ErrorKind kNotPublished{"not_published", ErrorClass::not_found,
                                         "There is no file of this name in the repository"};

}  // namespace chancery::repository
