// What an enterprise may say about an organization: form and bounds, before anybody looks into it
// (TLS BR 7.1.2.7.4, 7.1.4.2; NT-18..20, NT-162).
#pragma once

#include "base/result.h"
#include "model/organization.h"

namespace chancery::vetting {

/// Each text is UTF-8 without control characters, blanks at its ends or filler, within the bounds
/// of its subject attribute; the country has a code; there is a state or a locality. That any of it
/// is true, and that a state is one of ISO 3166-2, is NOT checked: people do. Errors:
/// kFactMalformed with "field" and "seen", kPlaceMissing, kStateAbbreviated;
/// identity::kEmailMalformed.
[[nodiscard]] Result<void> check_facts(const model::OrganizationFacts& facts);

}  // namespace chancery::vetting
