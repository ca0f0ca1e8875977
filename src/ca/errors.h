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
inline constexpr ErrorKind kIssuerOfOtherHierarchy{
    "issuer_of_other_hierarchy", ErrorClass::rejected,
    "This issuer belongs to another hierarchy than the profile; leave it out, or choose one that "
    "fits"};
/// Passes: an issuer can be made or enabled at any time.
inline constexpr ErrorKind kNoIssuerForProfile{
    "no_issuer_for_profile", ErrorClass::unavailable,
    "No CA here issues certificates of this kind at present. An administrator makes one with "
    "`chancery hierarchy create-subordinate` or in a ceremony, or enables one"};
inline constexpr ErrorKind kIssuerNameMalformed{
    "issuer_name_malformed", ErrorClass::bad_input,
    "An issuer's name has 1 to 40 characters of a-z, 0-9 and '-'; it becomes part of URLs"};
inline constexpr ErrorKind kPurposeUnknown{
    "purpose_unknown", ErrorClass::bad_input,
    "A hierarchy is for public TLS (\"tls\"), for public S/MIME (\"smime\") or private "
    "(\"private\")"};
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
inline constexpr ErrorKind kSubjectTaken{
    "subject_taken", ErrorClass::conflict,
    "Another CA below this issuer has this subject: give it a commonName of its own (TLS BR "
    "7.1.2.10.2; NT-154)"};
inline constexpr ErrorKind kSubjectDiffersInBytes{
    "subject_differs_in_bytes", ErrorClass::conflict,
    "A CA that is known here has a name that compares as equal to this one and is written "
    "differently: write it byte for byte alike, or give this CA another name (TLS BR 7.1.4.1; "
    "NT-23)"};
inline constexpr ErrorKind kKeyIdTaken{
    "key_id_taken", ErrorClass::conflict,
    "A CA with another key has this subjectKeyIdentifier here: chains could not be told apart "
    "(RFC 5280 4.2.1.2; NT-174)"};
inline constexpr ErrorKind kIssuerRequestNotFound{
    "issuer_request_not_found", ErrorClass::not_found,
    "No CA of this name waits for its certificate; make its request with `chancery hierarchy "
    "request`"};
inline constexpr ErrorKind kCertificateNotAsRequested{
    "certificate_not_as_requested", ErrorClass::bad_input,
    "This certificate is not for the key or the subject that was requested"};
inline constexpr ErrorKind kIssuerUnproven{
    "issuer_unproven", ErrorClass::bad_input,
    "The issuer of this certificate is not known here: append its certificate to the file, so that "
    "the signature can be checked"};
inline constexpr ErrorKind kPossessionUnproven{
    "possession_unproven", ErrorClass::rejected,
    "Nobody has shown to hold this CA's key: give its self-signed certificate, or a request signed "
    "with the key beside the certificate"};
inline constexpr ErrorKind kExistingNotCompliant{
    "existing_not_compliant", ErrorClass::rejected,
    "An existing certificate of this CA did not keep the rules of the day it was issued, so no "
    "cross-certificate may repeat it (TLS BR 7.1.2.2; NT-148)"};
inline constexpr ErrorKind kCrossCertificatesDiffer{
    "cross_certificates_differ", ErrorClass::bad_input,
    "The existing certificates are not all for one subject and one key"};
inline constexpr ErrorKind kCrossWithItself{"cross_with_itself", ErrorClass::bad_input,
                                            "A CA does not cross-certify its own key"};
inline constexpr ErrorKind kCrossUseUnknown{
    "cross_use_unknown", ErrorClass::bad_input,
    "A cross-certificate is for an \"affiliate\", for \"tls\" or for \"other\" purposes (TLS BR "
    "7.1.2.2.3 to 7.1.2.2.5)"};
inline constexpr ErrorKind kCrossUseForeign{
    "cross_use_foreign", ErrorClass::rejected,
    "Only TLS hierarchies tell cross-certificates apart by their use: elsewhere it is "
    "\"affiliate\""};
inline constexpr ErrorKind kCrossForeign{
    "cross_foreign", ErrorClass::bad_input,
    "This is no cross-certificate for a CA of this installation: its subject and key are none of "
    "ours, or it signs itself"};
inline constexpr ErrorKind kSuccessorUnfit{
    "successor_unfit", ErrorClass::rejected,
    "A key takes over from a CA of the same kind, hierarchy and parent, and with a key of its own"};
inline constexpr ErrorKind kCertificatesStillValid{
    "certificates_still_valid", ErrorClass::conflict,
    "Certificates of this issuer are valid: wait for their end, revoke them, or terminate the CA "
    "with all of them"};
inline constexpr ErrorKind kIssuerStillActive{
    "issuer_still_active", ErrorClass::conflict,
    "The key of an issuer is destroyed after it was retired or terminated, not before"};
inline constexpr ErrorKind kIssuerKeyShared{
    "issuer_key_shared", ErrorClass::conflict,
    "Another issuer that is not retired signs with the same key"};
inline constexpr ErrorKind kIssuerKeyDestroyed{
    "issuer_key_destroyed", ErrorClass::rejected,
    "The key of this issuer was destroyed: nothing can be signed under it any more"};
inline constexpr ErrorKind kProofMissing{
    "proof_missing", ErrorClass::rejected,
    "A name in this request is not covered by a valid proof of control"};
inline constexpr ErrorKind kProofTooOld{
    "proof_too_old", ErrorClass::rejected,
    "The proof of control of a name is older than a certificate issued now may rest on"};
inline constexpr ErrorKind kWaitsForLogs{
    "waits_for_logs", ErrorClass::unavailable,
    "The CT logs did not give enough SCTs yet. The precertificate is on record, and they will be "
    "asked again"};
inline constexpr ErrorKind kPrecertificateUnusable{
    "precertificate_unusable", ErrorClass::rejected,
    "No certificate can be made any more of the precertificate that waited for CT logs; apply "
    "again, and another one is made"};
inline constexpr ErrorKind kPrecertificateRevoked{
    "precertificate_revoked", ErrorClass::rejected,
    "The precertificate was revoked while it waited for CT logs, so its certificate is not made"};
inline constexpr ErrorKind kCaaNotChecked{
    "caa_not_checked", ErrorClass::rejected,
    "CAA was not checked for a name, or too long ago (TLS BR 3.2.2.8)"};
inline constexpr ErrorKind kAgreementMissing{
    "agreement_missing", ErrorClass::rejected,
    "No acceptance of the subscriber agreement is on record (NT-45)"};
inline constexpr ErrorKind kKeyCompromised{
    "key_compromised", ErrorClass::rejected,
    "This key was reported as compromised, or a certificate for it revoked for that; make a new "
    "key (TLS BR 6.1.1.3)"};
inline constexpr ErrorKind kKeyMadeHere{
    "key_made_here", ErrorClass::rejected,
    "This key was made by the CA itself, and no public certificate is issued for one; make a new "
    "key (TLS BR 6.1.1.3)"};
inline constexpr ErrorKind kKeyUsedBefore{
    "key_used_before", ErrorClass::rejected,
    "This profile takes each key once, and a certificate for this one was issued; make a new key"};
inline constexpr ErrorKind kKeyReportMalformed{
    "key_report_malformed", ErrorClass::bad_input,
    "A key is named by its PEM, by a certificate or CSR that holds it, or by the SHA-256 of its "
    "SubjectPublicKeyInfo in hexadecimal"};
inline constexpr ErrorKind kCertificateUnknown{"certificate_unknown", ErrorClass::not_found,
                                               "This certificate was not issued here"};
inline constexpr ErrorKind kRevocationTooLate{
    "revocation_too_late", ErrorClass::conflict,
    "This certificate has expired: nobody relies on it any more, and no list would show it. A "
    "compromised key can be reported all the same"};
inline constexpr ErrorKind kReasonForbidden{
    "reason_forbidden", ErrorClass::rejected,
    "This reason cannot be used here: subscribers have unspecified, keyCompromise, "
    "affiliationChanged, superseded and cessationOfOperation; CA staff also privilegeWithdrawn. A "
    "CA certificate needs a reason other than unspecified (TLS BR 7.2.2)"};
inline constexpr ErrorKind kCompromiseDateMisplaced{
    "compromise_date_misplaced", ErrorClass::bad_input,
    "The date of a compromise goes with the reason keyCompromise only, and is not in the future"};

}  // namespace chancery::ca
