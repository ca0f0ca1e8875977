// Problem documents (RFC 9457): the one place where an Error becomes a status and a body. A door
// with problem types of its own (ACME) maps its own and uses the status from here.
#pragma once

#include <string_view>

#include "base/result.h"
#include "http/response.h"

namespace chancery::http {

inline constexpr std::string_view kProblemContentType = "application/problem+json";

/// bad_input 400, rejected 422, unauthorized 401, forbidden 403, not_found 404, conflict 409,
/// too_large 413, too_many 429, unavailable 503, internal and fatal 500. Some kinds of `http` have
/// a status of their own: 405, 408, 415, 431.
[[nodiscard]] int status_of(const Error& error);

/// {"type": "urn:chancery:problem:CODE", "title", "status", "detail", "code", ...}: the error's
/// parameters follow as text members (one whose name is taken appears in `detail` only). `detail`
/// is Error::message(). Internal and fatal errors show their kind's sentence and no parameters; log
/// text is in no answer at all. 503 and 429 get Retry-After (the parameter `retry_after` in
/// seconds, or 5), 405 gets Allow (the parameter `allow`), 401 a WWW-Authenticate.
[[nodiscard]] Response problem(const Error& error);

/// As `problem`, with the request's id as member `request_id`, and the log line of a 5xx written.
[[nodiscard]] Response problem(const Error& error, const Request& request);

}  // namespace chancery::http
