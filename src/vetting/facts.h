// What an enterprise may say about an organization: form and bounds, before anybody looks into it
// (TLS BR 7.1.2.7.4, 7.1.4.2; NT-18..20, NT-162).
#pragma once

#include "base/result.h"
#include "model/organization.h"

namespace chancery::vetting {

/// Each text is UTF-8 without control characters, blanks at its ends or filler, within the bounds
/// of its subject attribute; the country has a code; there is a state of that country or a
/// locality. That any of it is true, and that a locality is written as in English, is NOT checked:
/// people do. Errors: kFactMalformed with "field" and "seen", kPlaceMissing; those of
/// policy::check_state and check_locality; identity::kEmailMalformed.
[[nodiscard]] Result<void> check_facts(const model::OrganizationFacts& facts);

}  // namespace chancery::vetting
