// The contacts of an account (RFC 8555 section 7.3, RFC 6068).
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace chancery::ra {

inline constexpr std::size_t kMaxContacts = 10;

/// mailto: URLs with exactly one plain address each: no header fields, no second address (RFC 8555
/// 7.3 demands both). Whether the mailbox exists is NOT checked.
/// Errors: kContactUnsupported, kContactMalformed, kContactsTooMany.
[[nodiscard]] Result<void> check_contacts(const std::vector<std::string>& contacts);

}  // namespace chancery::ra
