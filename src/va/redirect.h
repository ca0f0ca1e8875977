// Where a redirect of a validation request may lead (BR 3.2.2.4.19; "Authorized Ports", BR 1.6.1).
#pragma once

#include <cstdint>

#include "base/result.h"
#include "net/http_fetcher.h"
#include "net/http_url.h"
#include "va/validator.h"

namespace chancery::va {

inline constexpr int kMaxRedirects = 10;

/// 301, 302, 307 or 308.
[[nodiscard]] bool is_redirect(int status);

/// The URL that `answer`, a redirect for `from`, leads to. Errors: kRedirectRefused (another 3xx
/// status, no or a malformed Location, a port that is not authorized).
[[nodiscard]] Result<net::HttpUrl> follow(const net::HttpUrl& from, const net::HttpAnswer& answer,
                                          const ValidatorSettings& settings);

/// The port to connect to: the settings' ports stand for 80 and 443. Errors: kRedirectRefused for
/// a port that is none of 80, 443, 25 and 22.
[[nodiscard]] Result<std::uint16_t> port_for(const net::HttpUrl& url,
                                             const ValidatorSettings& settings);

}  // namespace chancery::va
