// Where a page of a list ended: opaque to callers, and nothing but a position to us.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace chancery::store {

/// The key of the last row that was looked at.
struct PageToken {
  char order = 0;  ///< which search it belongs to
  std::int64_t number = 0;
  std::int64_t id = 0;
  std::string bytes;
};

[[nodiscard]] std::string to_text(const PageToken& token);

/// Errors: kPageTokenMalformed, also when the token is of another search.
[[nodiscard]] Result<PageToken> parse_page_token(std::string_view text, char order);

}  // namespace chancery::store
