// A request as handlers see it (RFC 9110): a plain value without any trace of the HTTP library.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "http/headers.h"
#include "http/query.h"
#include "net/address.h"
#include "net/deadline.h"

namespace chancery::http {

enum class Method : std::uint8_t { get, head, post, put, patch, del, options, other };

/// "GET", ...; "" for `other`.
[[nodiscard]] std::string_view to_text(Method method);

/// Method names are case-sensitive (RFC 9110 section 9.1); an unknown one is `other`.
[[nodiscard]] Method method_of(std::string_view text);

/// Fields are public so that a test can make one in a line. What the server promises about the
/// requests that it makes: target, headers and body are within the bounds of the server and of the
/// route; there is exactly one Host in HTTP/1.1; the body is complete. Nothing else is checked:
/// header values are bytes, not UTF-8.
struct Request {
  Method method = Method::get;
  std::string target = "/";  ///< as sent: path, then perhaps '?' and the query
  Headers headers;
  Bytes body;
  /// What the route's pattern captured, percent-decoded; names belong to the router.
  std::vector<std::pair<std::string_view, std::string>> parameters;
  std::optional<net::Address> peer;  ///< none only in tests
  bool is_tls = false;
  std::string id;  ///< unique in this process and sent back as X-Request-Id
  net::Deadline deadline = net::Deadline(net::Deadline::MonotonicClock::time_point::max());

  /// The target up to '?', NOT percent-decoded.
  [[nodiscard]] std::string_view path() const;
  /// The target after the first '?', NOT decoded; "" when there is none.
  [[nodiscard]] std::string_view query_text() const;
  /// Errors: kQueryMalformed.
  [[nodiscard]] Result<Query> query() const { return Query::parse(query_text()); }
  /// "" when the pattern has no such name.
  [[nodiscard]] std::string_view parameter(std::string_view name) const;
  [[nodiscard]] std::optional<std::string_view> header(std::string_view name) const {
    return headers.get(name);
  }
  /// The media type of the body, without its parameters, as sent; "" when not stated.
  [[nodiscard]] std::string_view content_type() const;
};

}  // namespace chancery::http
