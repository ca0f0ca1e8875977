// Names that people give to keys and to themselves.
#pragma once

#include <string_view>

#include "base/result.h"

namespace chancery::identity {

/// UTF-8 (RFC 3629), because it goes into JSON and the database. Errors: kNameMalformed.
[[nodiscard]] Result<void> check_name(std::string_view name);

}  // namespace chancery::identity
