// The error catalogue of `ca`.
#pragma once

#include "base/result.h"

namespace chancery::ca {

inline constexpr ErrorKind kIssuerNotFound{"issuer_not_found", ErrorClass::not_found,
                                           "There is no such issuer"};
inline constexpr ErrorKind kIssuerNotEnabled{
    "issuer_not_enabled", ErrorClass::rejected,
    "This issuer is disabled or retired and issues no certificates"};
inline constexpr ErrorKind kIssuerIsRoot{
    "issuer_is_root", ErrorClass::rejected,
    "A root signs no end-entity certificates; choose a subordinate (AL-8, NT-137)"};
inline constexpr ErrorKind kNoIssuerForProfile{
    "no_issuer_for_profile", ErrorClass::rejected,
    "No enabled issuer serves this profile; make one with `chancery hierarchy create-subordinate`"};
inline constexpr ErrorKind kIssuerNameMalformed{
    "issuer_name_malformed", ErrorClass::bad_input,
    "An issuer's name has 1 to 40 characters of a-z, 0-9 and '-'; it becomes part of URLs"};
inline constexpr ErrorKind kPurposeUnknown{
    "purpose_unknown", ErrorClass::bad_input,
    "A hierarchy is either for public TLS (\"tls\") or private (\"private\")"};
inline constexpr ErrorKind kCrlShardsOutOfRange{
    "crl_shards_out_of_range", ErrorClass::bad_input,
    "The certificates of an issuer are spread over 1 to 1000 CRLs"};
inline constexpr ErrorKind kIssuerRetired{
    "issuer_retired", ErrorClass::conflict,
    "A retired issuer stays retired; make a new one with a new key (NT-125)"};
inline constexpr ErrorKind kIssuerDuplicate{
    "issuer_duplicate", ErrorClass::conflict,
    "There is an issuer with this subject and this key already"};
inline constexpr ErrorKind kImportedKeyDiffers{
    "imported_key_differs", ErrorClass::bad_input,
    "The private key does not belong to the CA certificate"};
inline constexpr ErrorKind kImportedNotCa{
    "imported_not_ca", ErrorClass::bad_input,
    "This certificate is not a CA certificate: basicConstraints must say cA=TRUE and keyUsage "
    "must allow keyCertSign and cRLSign"};
inline constexpr ErrorKind kImportedExpired{"imported_expired", ErrorClass::bad_input,
                                            "This CA certificate is not valid now"};
inline constexpr ErrorKind kProofMissing{
    "proof_missing", ErrorClass::rejected,
    "A name in this request is not covered by a valid proof of control"};
inline constexpr ErrorKind kProofTooOld{
    "proof_too_old", ErrorClass::rejected,
    "The proof of control of a name is older than a certificate issued now may rest on"};
inline constexpr ErrorKind kCaaNotChecked{
    "caa_not_checked", ErrorClass::rejected,
    "CAA was not checked for a name, or too long ago (TLS BR 3.2.2.8)"};
inline constexpr ErrorKind kAgreementMissing{
    "agreement_missing", ErrorClass::rejected,
    "No acceptance of the subscriber agreement is on record (NT-45)"};
inline constexpr ErrorKind kKeyCompromised{
    "key_compromised", ErrorClass::rejected,
    "A certificate for this key was revoked for keyCompromise; make a new key (TLS BR 6.1.1.3)"};
inline constexpr ErrorKind kCertificateUnknown{"certificate_unknown", ErrorClass::not_found,
                                               "This certificate was not issued here"};
inline constexpr ErrorKind kReasonForbidden{
    "reason_forbidden", ErrorClass::rejected,
    "This reason cannot be used here: subscribers have unspecified, keyCompromise, "
    "affiliationChanged, superseded and cessationOfOperation; CA staff also privilegeWithdrawn. A "
    "CA certificate needs a reason other than unspecified (TLS BR 7.2.2)"};
inline constexpr ErrorKind kCompromiseDateMisplaced{
    "compromise_date_misplaced", ErrorClass::bad_input,
    "The date of a compromise goes with the reason keyCompromise only, and is not in the future"};

}  // namespace chancery::ca
