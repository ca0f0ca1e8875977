// The error catalogue of `va`. What DNS, TCP, TLS and HTTP themselves report passes through with
// the kinds of net/errors.h and crypto/errors.h.
#pragma once

#include "base/result.h"

namespace chancery::va {

inline constexpr ErrorKind kMethodNotAllowed{
    "validation_method_not_allowed", ErrorClass::rejected,
    "This validation method cannot prove control of this identifier. Use another one: a wildcard "
    "needs a DNS method, an IP address needs http-01 or tls-alpn-01"};
inline constexpr ErrorKind kChallengeMalformed{
    "validation_challenge_malformed", ErrorClass::internal,
    "The validation could not be started: its token or record name is not well-formed"};

inline constexpr ErrorKind kNoAddress{
    "validation_no_address", ErrorClass::rejected,
    "DNS has neither an A nor an AAAA record for this host. Create one, then try again"};
inline constexpr ErrorKind kHttpStatusWrong{
    "validation_http_status", ErrorClass::rejected,
    "The web server answered, but not with status 200. Make it serve the challenge file at this "
    "URL, without login and over plain HTTP"};
inline constexpr ErrorKind kHttpContentWrong{
    "validation_http_content", ErrorClass::rejected,
    "The web server answered with something else than the key authorization. Check that this "
    "address is your server and that it serves the file of this very challenge"};
inline constexpr ErrorKind kRedirectRefused{
    "validation_redirect_refused", ErrorClass::rejected,
    "The web server redirects in a way that validation may not follow. Only 301, 302, 307 and 308 "
    "to http or https URLs on ports 80, 443, 25 and 22 are followed, at most ten times"};

inline constexpr ErrorKind kTxtMissing{
    "validation_txt_missing", ErrorClass::rejected,
    "There is no TXT record at this name. Create it with the expected value; if it is there "
    "already, wait until all name servers of the zone have it"};
inline constexpr ErrorKind kTxtMismatch{
    "validation_txt_mismatch", ErrorClass::rejected,
    "There are TXT records at this name, but none has the expected value. Add it, or replace the "
    "old value"};

inline constexpr ErrorKind kTlsAlpnMissing{
    "validation_tls_alpn_missing", ErrorClass::rejected,
    "The host completed TLS without agreeing on the protocol acme-tls/1. Check that the ACME "
    "client answers on this port, not the usual web server"};
inline constexpr ErrorKind kTlsCertificateWrong{
    "validation_tls_certificate", ErrorClass::rejected,
    "The host's challenge certificate is not the one that RFC 8737 asks for"};

inline constexpr ErrorKind kCaaForbids{
    "caa_forbids", ErrorClass::rejected,
    "CAA records in DNS do not allow this certificate authority to issue for this name. Add an "
    "issue (for a wildcard: issuewild) record that names it, or use the authority named there"};
inline constexpr ErrorKind kCaaCriticalUnknown{
    "caa_critical_unknown", ErrorClass::rejected,
    "A CAA record is marked critical and has a property that is not understood here, so nothing "
    "may be issued (RFC 8659 section 4.1). Remove it, or clear its critical flag"};
inline constexpr ErrorKind kCaaMalformed{
    "caa_malformed", ErrorClass::rejected,
    "A CAA record cannot be read, so nothing may be issued. Repair or remove it"};
inline constexpr ErrorKind kCaaLookupFailed{
    "caa_lookup_failed", ErrorClass::unavailable,
    "The CAA look-up failed twice, and a failed look-up is no permission. Make the zone's name "
    "servers answer CAA questions (an empty answer will do)"};

}  // namespace chancery::va
