// The rules for a petition that need neither network nor store (NC-4..8, NC-13, NC-14, NT-24..29,
// NT-45; RFC 8555 section 7.4).
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "base/result.h"
#include "model/application.h"
#include "model/organization.h"
#include "profile/profile.h"
#include "ra/filing.h"
#include "ra/office.h"

namespace chancery::ra {

/// The profile that is asked for, or the default of its family: one for subscribers, that names
/// organizations for Advanced OV and has no verified identity for everybody else; for ACME one that
/// knows host names. Errors: kProfileNotOffered, profile::kProfileUnknown.
[[nodiscard]] Result<const profile::Profile*> check_profile(const Office& office,
                                                            const ApplicationRequest& request);

/// Whom the certificate is to name: of Advanced OV the organization that is asked for, or that of
/// what the application follows; nobody else's names one (NC-9, NC-10, NC-12).
/// Errors: kOrganizationNeeded, kOrganizationNotTaken, vetting::kOrganizationNotFound,
/// vetting::kOrganizationNotValid.
[[nodiscard]] Result<std::optional<model::OrganizationView>> find_organization(
    Office& office, const ApplicationRequest& request);

/// The names without repetitions, in order: as many as the profile allows, of kinds that it holds,
/// each allowed by `rules`, those of the profile's policy set. Errors: kApplicationWithoutNames,
/// kApplicationTooManyNames, kIdentifierNotOffered, those of policy::NameRules; with "identifier".
[[nodiscard]] Result<std::vector<x509::Identifier>> check_identifiers(
    const policy::NameRules& rules, const profile::Profile& profile,
    std::span<const x509::Identifier> identifiers, Time now);

/// Whether names and organization suffice for the subject that a public profile demands: found out
/// here, not at the signature (NT-11, NT-13; docs/decisions/0016). Errors: profile::kNameTooLong,
/// kSubjectMissing, both with "citation".
[[nodiscard]] Result<void> check_subject(const profile::Profile& profile,
                                         std::span<const x509::Identifier> identifiers,
                                         const std::optional<model::OrganizationView>& organization,
                                         Time now);

/// NC-4: 1 to 100 characters of UTF-8 without control characters or outer spaces.
/// Errors: kApplicationNameMissing.
[[nodiscard]] Result<void> check_name(std::string_view name);

/// `name` with `suffix` behind it, shortened between two characters to what check_name takes.
[[nodiscard]] std::string fitting_name(std::string_view name, std::string_view suffix);

/// The acceptance that the application rests on: its own, or that of its account.
/// Errors: kAgreementRequired with the version in force.
[[nodiscard]] Result<model::Agreement> check_agreement(const Office& office,
                                                       const ApplicationRequest& request,
                                                       const model::Account& account);

/// Refuses a wish for a span that the profile could not grant today.
/// Errors: kValidityNotOffered.
[[nodiscard]] Result<void> check_wish(const profile::Profile& profile,
                                      const ApplicationRequest& request, Time now);

}  // namespace chancery::ra
