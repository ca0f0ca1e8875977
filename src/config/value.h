// The text forms of configuration values: durations, rates, addresses.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"
#include "config/config.h"

namespace chancery::config {

/// A whole number and its unit, "1500ms", "30s", "15m", "24h" or "7d"; nothing negative, at most
/// 100 years. Nothing when it is anything else.
[[nodiscard]] std::optional<Duration> parse_duration(std::string_view text);

/// In the largest unit that leaves no remainder.
[[nodiscard]] std::string duration_text(Duration duration);

/// "off", or a count from 1 and a duration that is not zero: "300/3h".
[[nodiscard]] std::optional<RateLimit> parse_rate(std::string_view text);
[[nodiscard]] std::string rate_text(RateLimit rate);

/// "localhost:8443", "0.0.0.0:443", "[::]:443". The port is 1 to 65535. Does NOT look the host up.
[[nodiscard]] std::optional<ListenAddress> parse_listen_address(std::string_view text);

/// An absolute URL with that scheme and a host, without user, query or fragment; a trailing '/' is
/// dropped.
[[nodiscard]] std::optional<std::string> parse_base_url(std::string_view text,
                                                        std::string_view scheme);

/// `text` with the password of a database URL (between "user:" and '@', or after "password=")
/// replaced by "***". Other text comes back as it is.
[[nodiscard]] std::string mask_password(std::string_view text);

}  // namespace chancery::config
