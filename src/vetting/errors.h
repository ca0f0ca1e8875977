// The error catalogue of `vetting`.
#pragma once

#include "base/result.h"

namespace chancery::vetting {

inline constexpr ErrorKind kOrganizationNotFound{"organization_not_found", ErrorClass::not_found,
                                                 "There is no such organization"};
inline constexpr ErrorKind kOrganizationsTooMany{
    "organizations_too_many", ErrorClass::conflict,
    "An enterprise keeps at most 200 organizations: delete those that were never validated"};
inline constexpr ErrorKind kFactMalformed{
    "organization_fact_malformed", ErrorClass::bad_input,
    "A value is too long, empty, or only says that there is none: leave it out then"};
inline constexpr ErrorKind kPlaceMissing{
    "organization_place_missing", ErrorClass::rejected,
    "An organization has a locality or a state or province: give at least one of them"};
inline constexpr ErrorKind kOrganizationFixed{
    "organization_fixed", ErrorClass::conflict,
    "What was validated is not changed: file another organization, or wait until it has expired"};
inline constexpr ErrorKind kOrganizationKept{
    "organization_kept", ErrorClass::conflict,
    "An organization that was validated once is kept: certificates rest on it"};
inline constexpr ErrorKind kReviewClosed{
    "organization_review_closed", ErrorClass::conflict,
    "Nobody looks into this organization now; a renewal begins a new review"};
inline constexpr ErrorKind kReviewOpen{"organization_review_open", ErrorClass::conflict,
                                       "This organization is under review already"};
inline constexpr ErrorKind kReviewRejected{"organization_review_rejected", ErrorClass::conflict,
                                           "This organization was rejected before"};
inline constexpr ErrorKind kChecksMissing{
    "organization_checks_missing", ErrorClass::conflict,
    "Not every check has passed: an approval needs all of them"};
inline constexpr ErrorKind kVerdictsTooOld{
    "organization_verdicts_too_old", ErrorClass::conflict,
    "A verdict of this round is too old to be used: decide that check again"};
inline constexpr ErrorKind kSourceNotAllowed{
    "vetting_source_not_allowed", ErrorClass::rejected,
    "A source of this kind does not decide this check; the citation says which do"};
inline constexpr ErrorKind kContactNotIndependent{
    "vetting_contact_not_independent", ErrorClass::rejected,
    "This is the contact that the application names: it has to be found independently, and when an "
    "independent source gives the same one, the comment says which"};
inline constexpr ErrorKind kCountryUnexplained{
    "vetting_country_unexplained", ErrorClass::rejected,
    "XX is for places without a country code of their own: the comment has to say why"};
inline constexpr ErrorKind kAuthorsTooMany{
    "organization_authors_too_many", ErrorClass::conflict,
    "A hundred people have written about this organization already: let one of them change it, or "
    "file it anew"};
inline constexpr ErrorKind kOwnOrganization{
    "vetting_own_organization", ErrorClass::forbidden,
    "Whoever filed or changed an organization does not decide about it"};
inline constexpr ErrorKind kOrganizationNotValid{
    "organization_not_validated", ErrorClass::rejected,
    "Only an organization whose validation is complete and in force can be named in a certificate"};

}  // namespace chancery::vetting
