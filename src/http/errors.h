// The error catalogue of `http`.
#pragma once

#include "base/result.h"

namespace chancery::http {

inline constexpr ErrorKind kRequestMalformed{
    "http_request_malformed", ErrorClass::bad_input,
    "This is not an HTTP/1.1 request that the server can read (RFC 9112)"};
inline constexpr ErrorKind kTargetMalformed{
    "http_target_malformed", ErrorClass::bad_input,
    "The request target has a wrong percent-encoding or a character that does not belong there"};
inline constexpr ErrorKind kQueryMalformed{
    "http_query_malformed", ErrorClass::bad_input,
    "The query part of the URL is wrongly encoded, or names a parameter twice"};
inline constexpr ErrorKind kQueryParameterUnknown{
    "http_query_parameter_unknown", ErrorClass::bad_input,
    "The query part of the URL has a parameter that this resource does not know"};
inline constexpr ErrorKind kNoSuchResource{"http_no_such_resource", ErrorClass::not_found,
                                           "There is nothing at this URL"};
inline constexpr ErrorKind kMethodNotAllowed{
    "http_method_not_allowed", ErrorClass::bad_input,
    "This resource does not offer that method; the Allow header lists those that it offers"};
inline constexpr ErrorKind kHeaderTooLarge{
    "http_header_too_large", ErrorClass::too_large,
    "The request line and the header fields are larger than this server reads"};
inline constexpr ErrorKind kBodyTooLarge{"http_body_too_large", ErrorClass::too_large,
                                         "The request body is larger than this resource accepts"};
inline constexpr ErrorKind kRequestTimeout{"http_request_timeout", ErrorClass::bad_input,
                                           "The request did not arrive completely in time"};
inline constexpr ErrorKind kServerBusy{
    "http_server_busy", ErrorClass::unavailable,
    "The server has as many requests or connections as it can hold. Try again in a few seconds"};
inline constexpr ErrorKind kServerStopping{"http_server_stopping", ErrorClass::unavailable,
                                           "The server is shutting down. Try again later"};
inline constexpr ErrorKind kDeadlineExceeded{
    "http_deadline_exceeded", ErrorClass::unavailable,
    "The answer was not ready in time. The request may still take effect: look before repeating"};
inline constexpr ErrorKind kServerFault{
    "http_server_fault", ErrorClass::internal,
    "Something went wrong inside the server. The operator finds the cause under the request id"};

inline constexpr ErrorKind kContentTypeWrong{
    "http_content_type_wrong", ErrorClass::bad_input,
    "The Content-Type of the request body is not one that this resource reads"};
inline constexpr ErrorKind kJsonMalformed{"json_malformed", ErrorClass::bad_input,
                                          "The request body is not JSON (RFC 8259)"};
inline constexpr ErrorKind kJsonTooDeep{"json_too_deep", ErrorClass::too_large,
                                        "The JSON text is nested more deeply than is read here"};
inline constexpr ErrorKind kJsonTooLarge{"json_too_large", ErrorClass::too_large,
                                         "The JSON text is longer than is read here"};
inline constexpr ErrorKind kJsonDuplicateMember{
    "json_duplicate_member", ErrorClass::bad_input,
    "A JSON object names a member twice, so what is meant is unclear (RFC 8259 section 4)"};
inline constexpr ErrorKind kJsonMemberMissing{"json_member_missing", ErrorClass::bad_input,
                                              "A JSON object lacks a member that is needed"};
inline constexpr ErrorKind kJsonMemberWrong{"json_member_wrong", ErrorClass::bad_input,
                                            "A JSON member is of the wrong type or form"};
inline constexpr ErrorKind kJsonMemberUnknown{
    "json_member_unknown", ErrorClass::bad_input,
    "A JSON object has a member that is not known here; it may be misspelt"};

inline constexpr ErrorKind kListenFailed{
    "http_listen_failed", ErrorClass::internal,
    "The server cannot listen on this address. Is another program using the port?"};
inline constexpr ErrorKind kFileUnavailable{"http_file_unavailable", ErrorClass::not_found,
                                            "The file behind this URL is not there"};

}  // namespace chancery::http
