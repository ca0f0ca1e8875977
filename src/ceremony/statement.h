// What people sign: texts that name the ceremony, the act and everything before it.
#pragma once

#include <string>
#include <string_view>

#include "ceremony/script.h"

namespace chancery::ceremony {

/// Before a step: "let this be done, now". `head` is the transcript's until then, so that an
/// approval cannot be used for another attempt, ceremony or order of steps.
[[nodiscard]] std::string approval_statement(const Script& script, const Step& step,
                                             std::string_view head);

/// At the end: "this is what happened", said by `person` at `time` (as it stands in the line).
/// `head` covers every line up to the one that closes the ceremony.
[[nodiscard]] std::string report_statement(const Script& script, std::string_view head,
                                           const Person& person, std::string_view time);

}  // namespace chancery::ceremony
