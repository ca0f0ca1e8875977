// Times in HTTP header fields (RFC 9110 section 5.6.7).
#pragma once

#include <string>

#include "base/time.h"

namespace chancery::repository {

/// IMF-fixdate: "Sun, 06 Nov 1994 08:49:37 GMT".
[[nodiscard]] std::string http_date(Time time);

}  // namespace chancery::repository
