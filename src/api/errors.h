// The error catalogue of `api`: what is wrong with a request before a role has seen it.
#pragma once

#include "base/result.h"

namespace chancery::api {

inline constexpr ErrorKind kQueryParameterWrong{
    "query_parameter_wrong", ErrorClass::bad_input,
    "A query parameter has a value that this resource does not take"};
inline constexpr ErrorKind kAccountNeeded{
    "account_needed", ErrorClass::forbidden,
    "This caller acts for no enterprise, so it has no applications and certificates of its own. "
    "Use a key that was made with an account, or somebody of the enterprise"};
inline constexpr ErrorKind kCsrfRefused{
    "csrf_refused", ErrorClass::forbidden,
    "This request came with the cookie of a session, but not from a page of this console. Send "
    "the session's csrf as X-Chancery-Csrf"};
inline constexpr ErrorKind kRequestTimeWrong{
    "request_time_wrong", ErrorClass::unauthorized,
    "X-Chancery-Time is no time as in RFC 3339, or more than five minutes from our clock: set the "
    "clock that made it, and make each request anew"};
inline constexpr ErrorKind kIdempotencyKeyMalformed{
    "idempotency_key_malformed", ErrorClass::bad_input,
    "An Idempotency-Key has 1 to 128 printable ASCII characters"};
inline constexpr ErrorKind kCsrOrManagedKey{
    "csr_or_managed_key", ErrorClass::bad_input,
    "Send either a CSR, or generate_key with the kind of key that the service shall make and keep"};
inline constexpr ErrorKind kManagedKeyForbidden{
    "managed_key_forbidden", ErrorClass::rejected,
    "The CA makes no keys for subscribers of publicly trusted certificates: make the key where it "
    "will be used, and send a CSR"};
inline constexpr ErrorKind kCeremonyNotFound{"ceremony_not_found", ErrorClass::not_found,
                                             "No ceremony of this id was held here"};
inline constexpr ErrorKind kCountryUnknown{
    "country_unknown", ErrorClass::not_found,
    "ISO 3166-1 has no country of this code: two capital letters, as in KR"};
inline constexpr ErrorKind kNoManagedKey{
    "no_managed_key", ErrorClass::conflict,
    "The private key of this certificate is not kept here: whoever made the CSR has it"};

}  // namespace chancery::api
