// What a specialist may write down as the ground of a verdict (NT-33..35, NT-37).
#pragma once

#include <string>

#include "base/result.h"
#include "vetting/organizations.h"

namespace chancery::vetting {

/// The kind of source decides this check; source and comment say something. A contact that the
/// application names itself, and XX as a country, need a comment (NT-37, NT-19). That the source is
/// real and says so is NOT checked: the specialist answers for it.
/// Errors: kSourceNotAllowed, kContactNotIndependent, kCountryUnexplained, kFactMalformed.
[[nodiscard]] Result<void> check_finding(const model::OrganizationFacts& facts,
                                         const Finding& finding);

/// Of a rejection. Errors: kFactMalformed.
[[nodiscard]] Result<void> check_reason(const std::string& reason);

}  // namespace chancery::vetting
