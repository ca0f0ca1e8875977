// Names that the public DNS does not hand out: IANA's Special-Use Domain Names (RFC 6761 and
// others), and the zones that name IP addresses in reverse (RFC 1035 3.5, RFC 3596 2.5).
#pragma once

#include <string_view>

namespace chancery::policy {

struct SpecialName {
  std::string_view suffix;
  std::string_view citation;
};

/// The row whose suffix `name` is or ends in, or nullptr. Precondition: lower case, no final dot.
[[nodiscard]] const SpecialName* special_use_of(std::string_view name);

/// Is `name` in-addr.arpa or ip6.arpa, or does it end in one of them?
[[nodiscard]] bool is_in_reverse_zone(std::string_view name);

/// Is `name` equal to `suffix`, or does it end in "." and `suffix`?
[[nodiscard]] bool is_at_or_below(std::string_view name, std::string_view suffix);

}  // namespace chancery::policy
