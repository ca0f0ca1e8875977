// A profile as people read it: the table with its citations, as it is in force at a time.
#pragma once

#include <string>

#include "profile/profile.h"

namespace chancery::profile {

/// Plain text, one block a row, with the limits that apply, the rules of `policy` by id, and what
/// is known to change later.
[[nodiscard]] std::string show_text(const Profile& profile, Time at);

/// The same as one JSON object.
[[nodiscard]] std::string show_json(const Profile& profile, Time at);

}  // namespace chancery::profile
