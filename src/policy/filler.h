// Text that only says that there is nothing to say (TLS BR 7.1.4.2; NT-20).
#pragma once

#include <string_view>

namespace chancery::policy {

/// Neither a letter nor a digit nor anything outside of ASCII: "-", "...", " ", "*".
[[nodiscard]] bool is_signs_only(std::string_view text);

/// That, or what people write where a form insists: "N/A", "unknown", "TBD". A word may be
/// somebody's name all the same: ask is_signs_only of what names a host or a person.
[[nodiscard]] bool is_filler(std::string_view text);

}  // namespace chancery::policy
