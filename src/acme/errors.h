// The error catalogue of `acme`: what can be wrong with a request before anybody looks at what it
// asks for. Faults of JSON itself are errors of `http`. The mapping to the problem types of RFC
// 8555 section 6.7 is in problem.cpp.
#pragma once

#include "base/result.h"

namespace chancery::acme {

// JOSE (RFC 7515, RFC 7517; RFC 8555 section 6.2)
inline constexpr ErrorKind kJwsMalformed{
    "jws_malformed", ErrorClass::bad_input,
    "This is not a flattened JWS as RFC 8555 section 6.2 asks for"};
inline constexpr ErrorKind kAlgorithmNotOffered{
    "jws_algorithm_not_offered", ErrorClass::bad_input,
    "Sign with one of the algorithms ES256, ES384, EdDSA and RS256"};
inline constexpr ErrorKind kAlgorithmMismatch{
    "jws_algorithm_mismatch", ErrorClass::bad_input,
    "The algorithm of the signature does not go with the key"};
inline constexpr ErrorKind kJwkMalformed{
    "jwk_malformed", ErrorClass::bad_input,
    "This is not a public key as RFC 7517 and RFC 7518 have it"};
inline constexpr ErrorKind kJwkPrivate{
    "jwk_private", ErrorClass::bad_input,
    "This JWK holds a private key. Make a new key, and send only the public part of it"};
inline constexpr ErrorKind kSignatureWrong{"jws_signature_wrong", ErrorClass::bad_input,
                                           "The signature does not verify with this key"};
inline constexpr ErrorKind kKidUnknown{"kid_unknown", ErrorClass::bad_input,
                                       "The kid is not the URL of an account here"};
inline constexpr ErrorKind kUrlWrong{
    "jws_url_wrong", ErrorClass::unauthorized,
    "The url in the signed header is not the URL that the request was sent to"};
inline constexpr ErrorKind kNonceWrong{
    "nonce_wrong", ErrorClass::bad_input,
    "This nonce was not handed out, is too old, or was used; take the one of this answer"};

// The acts
inline constexpr ErrorKind kOnlyReturnExisting{
    "only_return_existing", ErrorClass::bad_input,
    "There is no account with this key, and onlyReturnExisting forbids to open one"};
inline constexpr ErrorKind kKeyChangeMismatch{
    "key_change_mismatch", ErrorClass::bad_input,
    "Outer and inner request of this key change do not belong together"};
inline constexpr ErrorKind kIdentifierTypeUnsupported{
    "identifier_type_unsupported", ErrorClass::rejected,
    "Identifiers of the types dns and ip are served"};
inline constexpr ErrorKind kResourceNotFound{"acme_resource_not_found", ErrorClass::not_found,
                                             "There is nothing at this URL for this account"};
inline constexpr ErrorKind kMethodNotServed{
    "acme_method_not_served", ErrorClass::bad_input,
    "Resources are read with POST-as-GET, a signed POST with an empty payload (RFC 8555 section "
    "6.3)"};

}  // namespace chancery::acme
