// Names that people give to keys and to themselves, and where mail reaches them.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace chancery::identity {

/// UTF-8 (RFC 3629), because it goes into JSON and the database. Errors: kNameMalformed.
[[nodiscard]] Result<void> check_name(std::string_view name);

/// What a person types to sign in. Errors: kUserNameMalformed.
[[nodiscard]] Result<void> check_user_name(std::string_view name);

/// Small letters for the ASCII capitals: how user names and addresses are kept.
[[nodiscard]] std::string lower(std::string_view text);

/// local@domain in ASCII, at most 254 octets, nothing quoted: what every mail server takes, and
/// what cannot add a header or a recipient. Does NOT ask whether the mailbox exists.
/// Errors: kEmailMalformed.
[[nodiscard]] Result<void> check_email(std::string_view email);

}  // namespace chancery::identity
