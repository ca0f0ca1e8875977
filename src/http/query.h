// The query part of a request target: application/x-www-form-urlencoded pairs, and percent
// decoding (RFC 3986 section 2.1).
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace chancery::http {

/// Decodes %XX. '+' stays '+' (it is a letter of base64 in OCSP paths). Control characters are
/// refused, encoded or not. Does NOT check UTF-8. Errors: kTargetMalformed.
[[nodiscard]] Result<std::string> percent_decode(std::string_view text);

/// Parameters by name. A name may stand once: two values for one filter would be a guess.
class Query final {
 public:
  /// At most 64 pairs. '+' is a space here, as forms send it. Errors: kQueryMalformed.
  [[nodiscard]] static Result<Query> parse(std::string_view text);

  [[nodiscard]] std::optional<std::string_view> get(std::string_view name) const;

  /// So that a misspelt filter does not silently list everything. Errors: kQueryParameterUnknown.
  [[nodiscard]] Result<void> refuse_others(std::initializer_list<std::string_view> known) const;

 private:
  std::vector<std::pair<std::string, std::string>> pairs_;
};

}  // namespace chancery::http
