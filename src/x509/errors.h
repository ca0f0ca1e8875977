// The error catalogue of `x509`. What is wrong with the DER itself comes as an error of `der`, with
// the parameter "in" naming the message it was found in.
#pragma once

#include "base/result.h"

namespace chancery::x509 {

inline constexpr ErrorKind kDnsNameNotPreferred{
    "dns_name_not_preferred", ErrorClass::bad_input,
    "This is not a DNS name as certificates hold it: labels of 1 to 63 letters, digits and inner "
    "hyphens, 253 characters at most, no dot at the end, the last label not a number, and '*' only "
    "as the whole first label"};
inline constexpr ErrorKind kDnsNameNotAscii{
    "dns_name_not_ascii", ErrorClass::bad_input,
    "This DNS name holds characters beyond ASCII: give it in its A-label form (xn--...)"};
inline constexpr ErrorKind kIpAddressMalformed{
    "ip_address_malformed", ErrorClass::bad_input,
    "This is not an IPv4 or IPv6 address in its text form, without port or zone"};
inline constexpr ErrorKind kIdentifierTypeUnknown{
    "identifier_type_unknown", ErrorClass::bad_input,
    "This identifier type is not known: it is \"dns\" or \"ip\""};
inline constexpr ErrorKind kSerialMalformed{
    "serial_malformed", ErrorClass::bad_input,
    "A serial number is not negative and at most 20 octets long (RFC 5280 section 4.1.2.2)"};
inline constexpr ErrorKind kDistinguishedNameMalformed{
    "distinguished_name_malformed", ErrorClass::bad_input,
    "This is not a well-formed distinguished name"};
inline constexpr ErrorKind kStringMalformed{
    "string_malformed", ErrorClass::bad_input,
    "A text holds bytes that its ASN.1 string type does not allow, or a NUL character"};
inline constexpr ErrorKind kGeneralNameMalformed{
    "general_name_malformed", ErrorClass::bad_input,
    "A name in the request or certificate is malformed (GeneralName, RFC 5280 section 4.2.1.6)"};
inline constexpr ErrorKind kExtensionDuplicate{
    "extension_duplicate", ErrorClass::bad_input,
    "The same extension stands there twice (RFC 5280 section 4.2 allows one)"};
inline constexpr ErrorKind kExtensionMalformed{"extension_malformed", ErrorClass::bad_input,
                                               "An extension is not what its type demands"};
inline constexpr ErrorKind kExtensionCriticalUnknown{
    "extension_critical_unknown", ErrorClass::rejected,
    "An extension is marked critical but not known here"};
inline constexpr ErrorKind kAlgorithmUnsupported{
    "algorithm_unsupported", ErrorClass::rejected,
    "This signature or hash algorithm is not supported: use SHA-256, SHA-384 or SHA-512 with RSA "
    "or ECDSA, or Ed25519"};
inline constexpr ErrorKind kCsrMalformed{
    "csr_malformed", ErrorClass::bad_input,
    "This is not a well-formed certificate signing request (PKCS#10, RFC 2986)"};
inline constexpr ErrorKind kCsrSignature{
    "csr_signature", ErrorClass::rejected,
    "The signature of the certificate signing request does not match its public key: make the "
    "request again with the private key that belongs to it"};
inline constexpr ErrorKind kCertificateMalformed{"certificate_malformed", ErrorClass::bad_input,
                                                 "This is not a well-formed X.509 certificate"};
inline constexpr ErrorKind kSctMalformed{
    "sct_malformed", ErrorClass::bad_input,
    "This is not a well-formed signed certificate timestamp, or list of them (RFC 6962)"};
inline constexpr ErrorKind kPrecertificateDiffers{
    "precertificate_differs", ErrorClass::internal,
    "Precertificate and certificate differ by more than poison and SCT list (RFC 6962 section "
    "3.2)"};
inline constexpr ErrorKind kCrlMalformed{
    "crl_malformed", ErrorClass::bad_input,
    "This is not a well-formed certificate revocation list (RFC 5280 section 5)"};
inline constexpr ErrorKind kCrlSizeBroken{
    "crl_size_broken", ErrorClass::internal,
    "The entries written to a CRL are not those that were counted before"};
inline constexpr ErrorKind kOcspRequestMalformed{
    "ocsp_request_malformed", ErrorClass::bad_input,
    "This is not a well-formed OCSP request (RFC 6960)"};
inline constexpr ErrorKind kOcspNonceLength{
    "ocsp_nonce_length", ErrorClass::bad_input,
    "An OCSP nonce has 1 to 128 octets (RFC 9654 section 2.1)"};
inline constexpr ErrorKind kOcspResponseMalformed{
    "ocsp_response_malformed", ErrorClass::bad_input,
    "This is not a well-formed OCSP response (RFC 6960)"};
inline constexpr ErrorKind kTooLarge{"x509_too_large", ErrorClass::too_large,
                                     "This is larger than anything of its kind that is read here"};

}  // namespace chancery::x509
