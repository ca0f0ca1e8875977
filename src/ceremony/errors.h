// The error catalogue of `ceremony`.
#pragma once

#include "base/result.h"

namespace chancery::ceremony {

inline constexpr ErrorKind kScriptMalformed{
    "ceremony_script_malformed", ErrorClass::bad_input,
    "The script of the ceremony cannot be followed as it is written"};
inline constexpr ErrorKind kPeopleMissing{
    "ceremony_people_missing", ErrorClass::forbidden,
    "This step needs more people than are here (CP/CPS 5.2.2); nothing was done"};
inline constexpr ErrorKind kWitnessMissing{
    "ceremony_witness_missing", ErrorClass::forbidden,
    "A witness whom the script names is not here; nothing was done"};
inline constexpr ErrorKind kPersonUnknown{"ceremony_person_unknown", ErrorClass::bad_input,
                                          "The script knows no such person"};
inline constexpr ErrorKind kPersonNotEnrolled{"ceremony_person_not_enrolled", ErrorClass::forbidden,
                                              "This person, or this credential, was not enrolled "
                                              "in an earlier ceremony of this installation"};
inline constexpr ErrorKind kCredentialUnusable{
    "ceremony_credential_unusable", ErrorClass::unauthorized,
    "This credential does not open: the passphrase is wrong, or the file is not a credential"};
inline constexpr ErrorKind kCredentialForeign{
    "ceremony_credential_foreign", ErrorClass::unauthorized,
    "This credential is not the one that the script names for this person"};
inline constexpr ErrorKind kTranscriptFailed{
    "ceremony_transcript_failed", ErrorClass::unavailable,
    "The transcript could not be written; the ceremony stops before its next act"};
inline constexpr ErrorKind kTranscriptBroken{
    "ceremony_transcript_broken", ErrorClass::rejected,
    "This is not a transcript as it was written: something in it was changed, added or left out"};
inline constexpr ErrorKind kSignatureMissing{
    "ceremony_signature_missing", ErrorClass::rejected,
    "A signature that this report needs is missing or wrong"};
inline constexpr ErrorKind kReportOfAnotherScript{
    "ceremony_report_of_another_script", ErrorClass::rejected,
    "This report is about another script than the one given"};
inline constexpr ErrorKind kCeremonyClosed{
    "ceremony_closed", ErrorClass::conflict,
    "A ceremony with this very script was held and closed; write a new script for a new one"};

}  // namespace chancery::ceremony
