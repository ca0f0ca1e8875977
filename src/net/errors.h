// The error catalogue of `net`.
#pragma once

#include "base/result.h"

namespace chancery::net {

inline constexpr ErrorKind kAddressMalformed{"address_malformed", ErrorClass::bad_input,
                                             "This is not an IP address, or not an address with a "
                                             "port such as 192.0.2.1:53 or [2001:db8::1]:53"};
inline constexpr ErrorKind kAddressForbidden{
    "address_forbidden", ErrorClass::rejected,
    "This server does not connect to addresses of that range. Publish a public address, or have "
    "the operator set allow_private_addresses for a private network"};

inline constexpr ErrorKind kDnsNameMalformed{
    "dns_name_malformed", ErrorClass::bad_input,
    "This cannot be asked in DNS: labels of 1 to 63 letters, digits, '-' or '_', at most 253 "
    "characters in all, are expected"};
inline constexpr ErrorKind kDnsBogus{
    "dns_bogus", ErrorClass::rejected,
    "The DNS answer failed DNSSEC validation, so it cannot be believed. Repair the zone's "
    "signatures or its DS record at the parent"};
inline constexpr ErrorKind kDnsServfail{
    "dns_servfail", ErrorClass::unavailable,
    "The DNS look-up failed (SERVFAIL). Check that the zone's name servers answer this question"};
inline constexpr ErrorKind kDnsTimeout{
    "dns_timeout", ErrorClass::unavailable,
    "The DNS look-up got no answer in time. Check that the zone's name servers can be reached"};
inline constexpr ErrorKind kDnsRefused{
    "dns_refused", ErrorClass::unavailable,
    "The DNS look-up was answered with an error code. Check the zone's name servers"};
inline constexpr ErrorKind kDnsNoSuchName{
    "dns_no_such_name", ErrorClass::rejected,
    "DNS says that this name does not exist (NXDOMAIN). Create the record, then try again"};
inline constexpr ErrorKind kDnsNoData{
    "dns_no_data", ErrorClass::rejected,
    "DNS has no record of this type at this name. Create the record, then try again"};
inline constexpr ErrorKind kDnsRecordMalformed{
    "dns_record_malformed", ErrorClass::rejected,
    "A DNS record is not of the form that its type demands. Repair the record"};
inline constexpr ErrorKind kDnsAnswerTooLarge{
    "dns_answer_too_large", ErrorClass::too_large,
    "The DNS answer holds more records than are read here. Remove records at this name"};
inline constexpr ErrorKind kResolverSetup{
    "resolver_setup", ErrorClass::internal,
    "The DNS resolver could not be set up from its configuration"};

inline constexpr ErrorKind kUrlMalformed{
    "url_malformed", ErrorClass::rejected,
    "This is not an absolute http or https URL, without user name, of at most 2048 characters"};
inline constexpr ErrorKind kConnectFailed{
    "connect_failed", ErrorClass::unavailable,
    "No connection could be made. Check that a server listens there and that no firewall refuses"};
inline constexpr ErrorKind kConnectTimeout{
    "connect_timeout", ErrorClass::unavailable,
    "No connection was made in time. Likely a firewall drops the packets, or the address is wrong"};
inline constexpr ErrorKind kHttpTimeout{
    "http_timeout", ErrorClass::unavailable,
    "The web server accepted the connection but did not finish its answer in time"};
inline constexpr ErrorKind kHttpFailed{"http_failed", ErrorClass::unavailable,
                                       "The web server's answer is not HTTP, or broke off"};
inline constexpr ErrorKind kHttpTlsFailed{"http_tls_failed", ErrorClass::unavailable,
                                          "The TLS handshake with the web server failed"};
inline constexpr ErrorKind kHttpHeadersTooLarge{
    "http_headers_too_large", ErrorClass::too_large,
    "The web server's answer has more header bytes than are read here"};
inline constexpr ErrorKind kHttpBusy{"http_busy", ErrorClass::unavailable,
                                     "Too many requests to other servers are under way; try again"};
inline constexpr ErrorKind kHttpStopped{"http_stopped", ErrorClass::unavailable,
                                        "This server is stopping and asks nobody any more"};

inline constexpr ErrorKind kHttpAnswerTooLarge{"http_answer_too_large", ErrorClass::too_large,
                                               "The web server's answer is longer than expected"};

inline constexpr ErrorKind kMailFailed{
    "mail_failed", ErrorClass::unavailable,
    "The mail server did not take a mail over. It is tried again; check mail.smtp"};
inline constexpr ErrorKind kMailRefused{
    "mail_refused", ErrorClass::rejected,
    "The mail server refused a mail for good. Check the addresses of sender and recipient"};

}  // namespace chancery::net
