// Cookies (RFC 6265), of one kind only: `__Host-` names, which browsers keep to this very host.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "http/request.h"
#include "http/response.h"

namespace chancery::http {

/// The value of the cookie of that name. Nothing when there is none, or more than one: which of two
/// is ours would be a guess.
[[nodiscard]] std::optional<std::string_view> cookie(const Request& request, std::string_view name);

/// For as long as the browser runs: sent back over TLS only, to this host only, out of reach of
/// scripts, and with no request that another site began. Precondition: `name` starts with
/// "__Host-"; `value` has none of the characters that cookies cannot hold.
void set_cookie(Response& response, std::string_view name, std::string_view value);

/// Has the browser forget it.
void drop_cookie(Response& response, std::string_view name);

}  // namespace chancery::http
