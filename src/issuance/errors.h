// The error catalogue of `issuance`.
#pragma once

#include "base/result.h"

namespace chancery::issuance {

inline constexpr ErrorKind kLintStopped{
    "lint_stopped", ErrorClass::rejected,
    "The checks before signing found an error in the certificate; nothing was signed"};
// Where an outside linter said no after the signature, Error::log_text is the PEM of what was
// signed: it is handed to nobody, and not lost.
inline constexpr ErrorKind kOutsideLintStopped{
    "outside_lint_stopped", ErrorClass::rejected,
    "An outside linter found an error in the certificate; it was not issued"};
inline constexpr ErrorKind kOutsideLintMissing{
    "outside_lint_missing", ErrorClass::unavailable,
    "An outside linter that has to see every certificate gave no answer; it was not issued"};
inline constexpr ErrorKind kTokenForeign{
    "token_foreign", ErrorClass::internal,
    "This checked body was made by another issuer, or was already signed"};
inline constexpr ErrorKind kSignerMismatch{
    "signer_mismatch", ErrorClass::internal,
    "The signing key does not belong to the issuer's certificate"};
inline constexpr ErrorKind kIssuerUnfit{
    "issuer_unfit", ErrorClass::rejected,
    "This certificate cannot issue: it is no CA, or may not sign certificates, or not this deep"};
inline constexpr ErrorKind kSignatureFault{
    "signature_fault", ErrorClass::fatal,
    "What came back from signing is not what was checked; it was thrown away"};
inline constexpr ErrorKind kRulesMismatch{
    "rules_mismatch", ErrorClass::internal,
    "The name rules given are not those of the profile's hierarchy"};
inline constexpr ErrorKind kEmailMalformed{"email_malformed", ErrorClass::bad_input,
                                           "This is not a mailbox of the form local@domain"};
inline constexpr ErrorKind kUriMalformed{"uri_malformed", ErrorClass::bad_input,
                                         "This is not an absolute URI with a scheme"};

}  // namespace chancery::issuance
