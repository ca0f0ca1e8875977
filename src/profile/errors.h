// The error catalogue of `profile`.
#pragma once

#include "base/result.h"

namespace chancery::profile {

inline constexpr ErrorKind kProfileUnknown{
    "profile_unknown", ErrorClass::bad_input,
    "There is no certificate profile of this name; `chancery profile list` shows them"};
inline constexpr ErrorKind kProfileForbidden{
    "profile_forbidden", ErrorClass::rejected,
    "Certificates of this kind are forbidden; the citation says since when"};
inline constexpr ErrorKind kProfileBeyondLimit{
    "profile_beyond_limit", ErrorClass::rejected,
    "This profile allows more than the law in force; lower the setting"};
inline constexpr ErrorKind kSettingForeign{"profile_setting_foreign", ErrorClass::bad_input,
                                           "This setting does not belong to this profile"};
inline constexpr ErrorKind kProfileNameTaken{
    "profile_name_taken", ErrorClass::bad_input,
    "A profile of this name is there already; a profile of your own needs a name of its own"};
inline constexpr ErrorKind kBaseUnfit{
    "profile_base_unfit", ErrorClass::bad_input,
    "A profile of your own stands on a built-in profile for subscribers"};
inline constexpr ErrorKind kKeyNotOffered{"key_not_offered", ErrorClass::rejected,
                                          "This profile takes keys of other kinds only"};
inline constexpr ErrorKind kProfileNotInForce{
    "profile_not_in_force", ErrorClass::rejected,
    "This profile was not in force at the time of signing; is the clock right?"};

inline constexpr ErrorKind kValidityTooLong{
    "validity_too_long", ErrorClass::rejected,
    "The certificate would live longer than is allowed; ask for fewer days"};
inline constexpr ErrorKind kValidityTooShort{
    "validity_too_short", ErrorClass::rejected,
    "The certificate would live shorter than is allowed; ask for more days"};
inline constexpr ErrorKind kValidityTurned{"validity_turned", ErrorClass::bad_input,
                                           "The certificate would end before it begins"};
inline constexpr ErrorKind kNotBeforeTooFar{
    "not_before_too_far", ErrorClass::rejected,
    "The certificate cannot begin that far from the moment of signing"};
inline constexpr ErrorKind kIssuerExpired{
    "issuer_expired", ErrorClass::rejected,
    "The issuer's own certificate ends before this one would begin"};

inline constexpr ErrorKind kNamesMissing{"names_missing", ErrorClass::bad_input,
                                         "This profile needs at least one name (subjectAltName)"};
inline constexpr ErrorKind kNamesTooMany{
    "names_too_many", ErrorClass::rejected,
    "This certificate would hold more names than its profile allows"};
inline constexpr ErrorKind kNameKindForbidden{
    "name_kind_forbidden", ErrorClass::rejected,
    "Names of this kind do not belong into certificates of this profile"};
inline constexpr ErrorKind kSubjectMissing{
    "subject_missing", ErrorClass::bad_input,
    "A part of the subject that this profile demands was not given"};
inline constexpr ErrorKind kNameTooLong{
    "subject_name_too_long", ErrorClass::rejected,
    "No name of this certificate is short enough to stand in its subject, which this profile does "
    "not leave without: ask for a shorter name beside the others, or for another profile"};
inline constexpr ErrorKind kSubjectMalformed{
    "subject_malformed", ErrorClass::bad_input,
    "A part of the subject is too long, or holds only filler such as '-' or '.'"};
inline constexpr ErrorKind kSubjectContradicts{
    "subject_contradicts", ErrorClass::bad_input,
    "Two parts of the subject that were given do not go together in this profile"};
inline constexpr ErrorKind kNameWildcardForbidden{
    "profile_wildcard_forbidden", ErrorClass::rejected,
    "Certificates of this profile hold no wildcard names"};
inline constexpr ErrorKind kIdentityUnproven{
    "identity_unproven", ErrorClass::bad_input,
    "A verified identity needs a reference to the evidence that it rests on"};
inline constexpr ErrorKind kIdentityMissing{
    "identity_missing", ErrorClass::rejected,
    "This profile needs a verified identity of the subject, and none was given"};
inline constexpr ErrorKind kIdentityTooOld{
    "identity_too_old", ErrorClass::rejected,
    "The subject's identity was verified too long ago; verify it again"};
inline constexpr ErrorKind kExistingMissing{
    "existing_ca_missing", ErrorClass::bad_input,
    "A cross-certificate needs the existing CA certificate whose name and key it repeats"};
inline constexpr ErrorKind kExistingDiffers{
    "existing_ca_differs", ErrorClass::rejected,
    "A cross-certificate certifies the key of the existing CA certificate and no other"};
inline constexpr ErrorKind kChoiceForbidden{
    "profile_choice_forbidden", ErrorClass::rejected,
    "What was asked for in this extension is not what the profile allows"};
inline constexpr ErrorKind kConstraintsMissing{
    "name_constraints_missing", ErrorClass::bad_input,
    "This profile needs name constraints with at least one permitted directory name"};
inline constexpr ErrorKind kConstraintForbidden{
    "name_constraint_forbidden", ErrorClass::rejected,
    "A name constraint of this kind or form is not allowed in this profile"};
inline constexpr ErrorKind kUrlMissing{
    "url_missing", ErrorClass::internal,
    "The issuer has no URL for a place that this profile demands"};

}  // namespace chancery::profile
