// The error catalogue of `ra`.
#pragma once

#include "base/result.h"

namespace chancery::ra {

// Accounts
inline constexpr ErrorKind kAccountNotFound{"account_not_found", ErrorClass::not_found,
                                            "There is no such account"};
inline constexpr ErrorKind kAccountNotValid{
    "account_not_valid", ErrorClass::unauthorized,
    "This account was deactivated or revoked and cannot be used any more"};
inline constexpr ErrorKind kAccountKeyTaken{"account_key_taken", ErrorClass::conflict,
                                            "Another account already uses this key"};
inline constexpr ErrorKind kAccountKeyForbidden{
    "account_key_forbidden", ErrorClass::rejected,
    "This key cannot be an account key; use ECDSA P-256 or P-384, Ed25519, or RSA of 2048-4096 "
    "bits"};
inline constexpr ErrorKind kContactUnsupported{
    "contact_unsupported", ErrorClass::rejected,
    "Only mailto: URLs with one address and without header fields are accepted as contacts"};
inline constexpr ErrorKind kContactMalformed{"contact_malformed", ErrorClass::rejected,
                                             "This contact is not a well-formed mail address"};
inline constexpr ErrorKind kContactsTooMany{"contacts_too_many", ErrorClass::too_large,
                                            "Too many contacts for one account"};
inline constexpr ErrorKind kAgreementRequired{
    "agreement_required", ErrorClass::forbidden,
    "The subscriber agreement in force must be accepted before a certificate can be issued"};
inline constexpr ErrorKind kExternalAccountRequired{
    "external_account_required", ErrorClass::forbidden,
    "A new account needs an external account binding; ask the operator for a key"};
inline constexpr ErrorKind kExternalAccountUnknown{
    "external_account_unknown", ErrorClass::unauthorized,
    "This external account key does not exist, is expired or revoked, or was used by another "
    "account"};
inline constexpr ErrorKind kExternalAccountKeyNotFound{
    "external_account_key_not_found", ErrorClass::not_found,
    "There is no external account key of this id; `chancery eab list` shows them"};
inline constexpr ErrorKind kExternalAccountKeyRevoked{
    "external_account_key_revoked", ErrorClass::conflict,
    "This external account key was revoked before"};
inline constexpr ErrorKind kExternalAccountWrong{
    "external_account_wrong", ErrorClass::unauthorized,
    "The MAC of the external account binding is not right for this key"};

// Applications
inline constexpr ErrorKind kApplicationNotFound{"application_not_found", ErrorClass::not_found,
                                                "There is no such application"};
inline constexpr ErrorKind kApplicationNameMissing{
    "application_name_missing", ErrorClass::bad_input,
    "An application needs a name of 1 to 100 printable characters"};
inline constexpr ErrorKind kApplicationNameTaken{
    "application_name_taken", ErrorClass::conflict,
    "Another application of this account already has this name"};
inline constexpr ErrorKind kApplicationWithoutNames{"application_without_names",
                                                    ErrorClass::bad_input,
                                                    "At least one domain or IP address is needed"};
inline constexpr ErrorKind kApplicationTooManyNames{
    "application_too_many_names", ErrorClass::too_large,
    "More names than one certificate of this profile may hold"};
inline constexpr ErrorKind kApplicationCsrMissing{
    "application_csr_missing", ErrorClass::bad_input,
    "A certification request (CSR) is needed; the service does not make keys for subscribers"};
inline constexpr ErrorKind kApplicationNotReady{"application_not_ready", ErrorClass::conflict,
                                                "Not every name of this application is proven yet"};
inline constexpr ErrorKind kApplicationClosed{"application_closed", ErrorClass::conflict,
                                              "This application has ended; file a new one"};
inline constexpr ErrorKind kApplicationBusy{
    "application_busy", ErrorClass::conflict,
    "The certificate of this application is being made; it cannot be changed now"};
inline constexpr ErrorKind kApplyAgainNotEnded{
    "apply_again_not_ended", ErrorClass::conflict,
    "Only what timed out, failed or was cancelled can be applied for again"};
inline constexpr ErrorKind kApplicationFilterMalformed{
    "application_filter_malformed", ErrorClass::bad_input, "This filter or page mark is not valid"};
inline constexpr ErrorKind kValidityNotOffered{
    "validity_not_offered", ErrorClass::rejected,
    "Certificates of this profile cannot begin or end at the time that was asked for"};
inline constexpr ErrorKind kProfileNotOffered{"profile_not_offered", ErrorClass::rejected,
                                              "This profile cannot be asked for here"};
inline constexpr ErrorKind kIdentifierNotOffered{
    "identifier_not_offered", ErrorClass::rejected,
    "Certificates of this profile cannot hold this kind of identifier"};

// The certification request, field by field (NC-14)
inline constexpr ErrorKind kCsrNamesDiffer{
    "csr_names_differ", ErrorClass::rejected,
    "The names of the CSR are not exactly the names of the application"};
inline constexpr ErrorKind kCsrCommonNameDiffers{
    "csr_common_name_differs", ErrorClass::rejected,
    "The common name of the CSR must be one of the names of the application"};
inline constexpr ErrorKind kCsrKeyIsAccountKey{
    "csr_key_is_account_key", ErrorClass::rejected,
    "The key of the certificate must not be the account key (RFC 8555 section 11.1)"};

// Organizations (NC-9, NC-10, NC-15, NC-x6)
inline constexpr ErrorKind kOrganizationNeeded{
    "organization_needed", ErrorClass::bad_input,
    "An Advanced OV application names the validated organization that its certificate is for"};
inline constexpr ErrorKind kOrganizationNotTaken{
    "organization_not_taken", ErrorClass::bad_input,
    "Only an Advanced OV application names an organization"};
inline constexpr ErrorKind kCsrOrganizationDiffers{
    "csr_organization_mismatch", ErrorClass::rejected,
    "O, C, ST and L of the CSR must each equal those of the validated organization"};
inline constexpr ErrorKind kDomainOfOther{
    "domain_pinned_elsewhere", ErrorClass::rejected,
    "This domain is kept for another organization: certificates for it name that one alone"};

// Proofs
inline constexpr ErrorKind kAuthorizationNotFound{"authorization_not_found", ErrorClass::not_found,
                                                  "There is no such authorization"};
inline constexpr ErrorKind kAuthorizationClosed{
    "authorization_closed", ErrorClass::conflict,
    "This authorization has ended and cannot be proven any more"};
inline constexpr ErrorKind kDomainNotFound{"domain_not_found", ErrorClass::not_found,
                                           "There is no such pre-validated domain"};
inline constexpr ErrorKind kDomainKnown{
    "domain_known", ErrorClass::conflict,
    "This domain is validated already, or its validation is under way"};
inline constexpr ErrorKind kDomainIsWildcard{
    "domain_is_wildcard", ErrorClass::rejected,
    "Send the domain itself: its validation covers the wildcard and every name below"};
inline constexpr ErrorKind kDomainsTooMany{"domains_too_many", ErrorClass::conflict,
                                           "An enterprise keeps at most 500 domains"};
inline constexpr ErrorKind kDnsRecordTooLong{
    "dns_record_too_long", ErrorClass::rejected,
    "No value can be made for this name: the DNS record to publish would have a name of more than "
    "253 characters. Validate a domain above it under Domains, then apply again"};
inline constexpr ErrorKind kMethodNotOffered{
    "method_not_offered", ErrorClass::rejected,
    "This way of proving control is not offered for this identifier"};
inline constexpr ErrorKind kMethodFinal{
    "method_final", ErrorClass::conflict,
    "Another way of proving control was already chosen, and the choice is final"};

// Certificates
inline constexpr ErrorKind kCertificateNameTaken{
    "certificate_name_taken", ErrorClass::conflict,
    "Another certificate or application of this enterprise already has this name"};
inline constexpr ErrorKind kNoteTooLong{"note_too_long", ErrorClass::too_large,
                                        "A note has at most 2000 bytes of text"};
inline constexpr ErrorKind kAutoRenewalNotEligible{
    "auto_renewal_not_eligible", ErrorClass::rejected,
    "This certificate cannot be renewed automatically"};

// Where certificates are in use (NC-x1, NC-x7)
inline constexpr ErrorKind kPlaceMalformed{
    "place_malformed", ErrorClass::bad_input,
    "The name of a place has 1 to 128 letters, digits, '-', '.', '_' or ':'"};
inline constexpr ErrorKind kPlacementNotFound{"placement_not_found", ErrorClass::not_found,
                                              "No certificate is in use at a place of this name"};
inline constexpr ErrorKind kPlacementsTooMany{"placements_too_many", ErrorClass::conflict,
                                              "An enterprise has at most 10,000 places"};
inline constexpr ErrorKind kPlacementKeyOfImported{
    "placement_key_of_imported", ErrorClass::rejected,
    "Of an imported certificate no key is kept here; bring the key to the place yourself"};
inline constexpr ErrorKind kSealedKeyNotFound{
    "sealed_key_not_found", ErrorClass::not_found,
    "No sealed private key is registered for this certificate"};
inline constexpr ErrorKind kSealedKeyTooLong{"sealed_key_too_long", ErrorClass::too_large,
                                             "A sealed private key has at most 16 KiB"};
inline constexpr ErrorKind kSealedKeyOpen{
    "sealed_key_open", ErrorClass::bad_input,
    "This private key is open, and was dropped. Seal it with a password of your own first, for "
    "example with: openssl pkcs8 -topk8 -in key.pem -out sealed.pem"};
inline constexpr ErrorKind kSealedKeyMalformed{
    "sealed_key_malformed", ErrorClass::bad_input,
    "This is not one PEM block ENCRYPTED PRIVATE KEY (PKCS#8 under a password)"};
inline constexpr ErrorKind kImportInUse{
    "import_in_use", ErrorClass::conflict,
    "This certificate is in use; put another one there first, or remove the place"};

// Certificates of other CAs (NC-x7): each cause has its own
inline constexpr ErrorKind kImportNoCertificate{
    "import_no_certificate", ErrorClass::bad_input,
    "There is no PEM block CERTIFICATE in what was sent as the certificate"};
inline constexpr ErrorKind kImportIsRequest{
    "import_is_request", ErrorClass::bad_input,
    "This is a certification request (CSR), not a certificate"};
inline constexpr ErrorKind kImportIsPrivateKey{
    "import_is_private_key", ErrorClass::bad_input,
    "This is a private key, not a certificate. It was not kept"};
inline constexpr ErrorKind kImportCertificateMalformed{
    "import_certificate_malformed", ErrorClass::bad_input, "The certificate cannot be read"};
inline constexpr ErrorKind kImportSeveralCertificates{
    "import_several_certificates", ErrorClass::bad_input,
    "There are several certificates in the field for one: send the issuers' as the chain"};
inline constexpr ErrorKind kImportChainMalformed{"import_chain_malformed", ErrorClass::bad_input,
                                                 "A certificate of the chain cannot be read"};
inline constexpr ErrorKind kImportChainTooLong{"import_chain_too_long", ErrorClass::too_large,
                                               "A chain has at most 8 certificates"};
inline constexpr ErrorKind kImportChainDiffers{
    "import_chain_differs", ErrorClass::rejected,
    "A certificate of the chain did not issue the one before it"};
inline constexpr ErrorKind kImportChainSignature{
    "import_chain_signature", ErrorClass::rejected,
    "The name of the issuer is right and its signature is not: this is another CA of that name"};
inline constexpr ErrorKind kImportKeyMalformed{
    "import_key_malformed", ErrorClass::bad_input,
    "The private key cannot be read: an unencrypted PEM block is needed to compare it"};
inline constexpr ErrorKind kImportKeyEncrypted{
    "import_key_encrypted", ErrorClass::bad_input,
    "The private key is encrypted: leave it out, or send it open to have it compared"};
inline constexpr ErrorKind kImportKeyDiffers{"import_key_differs", ErrorClass::rejected,
                                             "The private key does not belong to this certificate"};
inline constexpr ErrorKind kImportKnown{"import_known", ErrorClass::conflict,
                                        "This certificate is watched already"};
inline constexpr ErrorKind kImportOurs{"import_ours", ErrorClass::conflict,
                                       "This certificate was issued here: it is in the list"};
inline constexpr ErrorKind kImportNotFound{"import_not_found", ErrorClass::not_found,
                                           "There is no such imported certificate"};

// Drafts and views
inline constexpr ErrorKind kDraftNotFound{"draft_not_found", ErrorClass::not_found,
                                          "There is no such draft"};
inline constexpr ErrorKind kDraftsTooMany{"drafts_too_many", ErrorClass::conflict,
                                          "An enterprise keeps at most 100 drafts: delete some"};
inline constexpr ErrorKind kDraftTooLarge{"draft_too_large", ErrorClass::too_large,
                                          "A draft has at most 32 KiB"};
inline constexpr ErrorKind kDraftHoldsKey{
    "draft_holds_key", ErrorClass::rejected,
    "There is a private key in this draft: it stays where it was made, and is never sent here"};
inline constexpr ErrorKind kViewNotFound{"view_not_found", ErrorClass::not_found,
                                         "There is no such saved view"};
inline constexpr ErrorKind kViewsTooMany{"views_too_many", ErrorClass::conflict,
                                         "At most 200 views are kept: delete some"};

// Revocation
inline constexpr ErrorKind kCertificateNotFound{"certificate_not_found", ErrorClass::not_found,
                                                "This certificate was not issued here"};
inline constexpr ErrorKind kApplicationRejected{"application_rejected", ErrorClass::rejected,
                                                "The CA has rejected this application"};
inline constexpr ErrorKind kGroundWithoutComment{
    "ground_without_comment", ErrorClass::bad_input,
    "Say in a comment of at most 900 bytes what this decision rests on: it is put on record, and "
    "whom it concerns reads it"};
inline constexpr ErrorKind kGroundOfStaff{
    "ground_of_staff", ErrorClass::forbidden,
    "Only the CA decides on such a ground; leave it out to have your own certificate revoked"};
inline constexpr ErrorKind kRevocationForbidden{
    "revocation_forbidden", ErrorClass::forbidden,
    "Only the account that got the certificate, one that is authorized for all of its names, or "
    "whoever holds its key can revoke it"};

// Quota
inline constexpr ErrorKind kRateLimited{"rate_limited", ErrorClass::too_many,
                                        "Too many requests of this kind; try again later"};

}  // namespace chancery::ra
