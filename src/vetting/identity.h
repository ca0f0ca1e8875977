// From a validated organization to what a certificate may say about it (NC-12; NT-13, NT-30,
// NT-162).
#pragma once

#include "base/result.h"
#include "model/organization.h"
#include "profile/identity.h"
#include "store/session.h"

namespace chancery::vetting {

/// An organization of the enterprise that certificates may name at `now`; with the verdicts that
/// its validation rests on. Errors: kOrganizationNotFound, kOrganizationNotValid with
/// "organization_status".
[[nodiscard]] Result<model::OrganizationView> validated(store::Snapshot& snapshot,
                                                        model::AccountId enterprise,
                                                        model::OrganizationId id, Time now);

/// C, ST, L and O as they were verified. Precondition: it is validated.
/// Errors: those of VettedIdentity::make.
[[nodiscard]] Result<profile::VettedIdentity> identity_of(const model::Organization& organization);

}  // namespace chancery::vetting
