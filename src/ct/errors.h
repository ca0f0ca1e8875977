// The error catalogue of `ct`.
#pragma once

#include "base/result.h"

namespace chancery::ct {

inline constexpr ErrorKind kLogListMalformed{
    "ct_log_list_malformed", ErrorClass::bad_input,
    "This is not a list of CT logs as the root programs publish it (JSON, schema version 3)"};
inline constexpr ErrorKind kAnswerMalformed{
    "ct_answer_malformed", ErrorClass::unavailable,
    "The log's answer is not an SCT (RFC 6962 section 4.1)"};
inline constexpr ErrorKind kLogRefused{"ct_log_refused", ErrorClass::unavailable,
                                       "The log answered with an error"};
inline constexpr ErrorKind kSctOfAnotherLog{"ct_sct_of_another_log", ErrorClass::rejected,
                                            "The SCT bears the name of another log"};
inline constexpr ErrorKind kSctSignatureWrong{
    "ct_sct_signature_wrong", ErrorClass::rejected,
    "The SCT was not signed by the log's key for this certificate"};
inline constexpr ErrorKind kSctTimeWrong{
    "ct_sct_time_wrong", ErrorClass::rejected,
    "The SCT's time is in the future, or long before the certificate"};
inline constexpr ErrorKind kSctExtensionsWrong{
    "ct_sct_extensions_wrong", ErrorClass::rejected,
    "The SCT's extensions are not what this kind of log gives: a leaf_index for static-ct-api, "
    "nothing for RFC 6962"};
inline constexpr ErrorKind kTooFewScts{
    "ct_too_few_scts", ErrorClass::unavailable,
    "The CT logs did not give the SCTs that browsers ask for. The precertificate stays on record "
    "as issued; try again"};
inline constexpr ErrorKind kTooFewLogs{
    "ct_too_few_logs", ErrorClass::unavailable,
    "Too few CT logs can be asked now, so nothing was signed. See `chancery ct logs`"};

}  // namespace chancery::ct
