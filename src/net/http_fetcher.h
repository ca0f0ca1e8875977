// One bounded HTTP GET to an address already chosen (RFC 9110), over libcurl.
#pragma once

#include <optional>
#include <string>

#include "base/bytes.h"
#include "base/result.h"
#include "net/address.h"
#include "net/deadline.h"
#include "net/http_url.h"
#include "net/tcp_connector.h"

namespace chancery::net {

struct HttpGet {
  HttpUrl url;        ///< gives Host, SNI and the request target
  Endpoint endpoint;  ///< where to connect; need not agree with the URL's host and port
  std::size_t max_body = 4096;
  Duration connect_timeout{5000};
};

struct HttpAnswer {
  int status = 0;
  std::optional<std::string> location;  ///< the last Location header, as received
  Bytes body;                           ///< at most max_body bytes, content codings untouched
  bool body_cut = false;                ///< the server had more to say
};

/// Safe to call from any thread; keeps no connection, no cookie, no state between calls.
class HttpFetcher final {
 public:
  static constexpr std::size_t kMaxHeaderBytes = 16384;

  HttpFetcher(AddressFilter filter, std::string user_agent);

  /// One request on a new connection: no redirect is followed, no proxy of the environment used,
  /// nothing but http and https spoken. The filter judges the address connected to. A https
  /// server's certificate is NOT checked: a validator reads what anyone who controls the address
  /// could serve, and RFC 8555 section 8.3 starts from plain HTTP. Errors: kAddressForbidden;
  /// kConnectFailed and kConnectTimeout (nothing was sent: another address may be tried);
  /// kHttpTlsFailed, kHttpTimeout, kHttpFailed, kHttpHeadersTooLarge.
  [[nodiscard]] Result<HttpAnswer> get(const HttpGet& request, Deadline deadline) const;

 private:
  TcpConnector connector_;
  std::string user_agent_;
};

}  // namespace chancery::net
