// HTTP to a peer that the operator has named (RFC 9110), over libcurl.
#pragma once

#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"
#include "net/deadline.h"
#include "net/http_url.h"

namespace chancery::net {

struct HttpPost {
  HttpUrl url;
  std::string content_type;
  std::string_view body;  ///< borrowed for the call
  std::size_t max_answer = 1 << 20;
};

struct HttpReply {
  int status = 0;
  Bytes body;
};

/// For peers out of the configuration, not for hosts of applicants (HttpFetcher is for those): the
/// system's resolver finds them, any address may be connected to, and a https server's certificate
/// is verified against the system's trust store. Safe to call from any thread; keeps nothing
/// between calls. No redirect is followed, no proxy of the environment used.
///
/// Errors: kConnectFailed, kHttpTimeout, kHttpTlsFailed, kHttpFailed; kHttpAnswerTooLarge.
[[nodiscard]] Result<HttpReply> http_post(const HttpPost& request, Deadline deadline);

/// Likewise, with GET.
[[nodiscard]] Result<HttpReply> http_get(const HttpUrl& url, std::size_t max_answer,
                                         Deadline deadline);

}  // namespace chancery::net
