// The error catalogue of `profile`.
#pragma once

#include "base/result.h"

namespace chancery::profile {

inline constexpr ErrorKind kProfileUnknown{
    "profile_unknown", ErrorClass::bad_input,
    "There is no certificate profile of this name; `chancery profile list` shows them"};
inline constexpr ErrorKind kProfileBeyondLimit{
    "profile_beyond_limit", ErrorClass::rejected,
    "This profile allows more than the law in force; lower the setting"};
inline constexpr ErrorKind kSettingForeign{"profile_setting_foreign", ErrorClass::bad_input,
                                           "This setting belongs to the profile tls-dv alone"};
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
inline constexpr ErrorKind kSubjectMalformed{
    "subject_malformed", ErrorClass::bad_input,
    "A part of the subject is too long, or holds only filler such as '-' or '.'"};
inline constexpr ErrorKind kUrlMissing{
    "url_missing", ErrorClass::internal,
    "The issuer has no URL for a place that this profile demands"};

}  // namespace chancery::profile
