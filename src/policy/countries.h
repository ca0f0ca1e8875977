// Country codes: ISO 3166-1 alpha-2 (NT-18, NT-19; TLS BR 7.1.2.7).
#pragma once

#include <string_view>

namespace chancery::policy {

/// An officially assigned code in capital letters, or XX, which the Baseline Requirements reserve
/// for places that have none. That a place which has a code does not use XX is NOT checked.
[[nodiscard]] bool is_country_code(std::string_view text);

}  // namespace chancery::policy
