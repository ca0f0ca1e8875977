// The value of an issue or issuewild property (RFC 8659 section 4.2).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace chancery::va {

struct CaaIssueValue {
  std::string issuer_domain;  ///< lower case; "" authorizes nobody
  std::vector<std::pair<std::string, std::string>> parameters;  ///< tags in lower case, in order

  /// The parameter, or nothing when it is absent.
  [[nodiscard]] std::vector<std::string_view> all(std::string_view tag) const;
};

/// Nothing when the value does not match the grammar: such a property authorizes nobody, just as
/// an empty issuer domain does (RFC 8659 section 4.2, last paragraphs).
[[nodiscard]] std::optional<CaaIssueValue> parse_caa_issue_value(std::string_view value);

}  // namespace chancery::va
