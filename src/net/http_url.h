// http and https URLs, and where a Location header leads (RFC 3986, RFC 9110 section 4.2).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace chancery::net {

enum class HttpScheme { http, https };

/// An absolute http or https URL. No user information, no fragment.
class HttpUrl final {
 public:
  static constexpr std::size_t kMaxLength = 2048;

  /// Strict RFC 3986: a raw space, for one, is refused. Errors: kUrlMalformed (parameter url).
  [[nodiscard]] static Result<HttpUrl> parse(std::string_view text);

  /// The target of a Location header: a URI reference resolved against this URL (RFC 3986
  /// section 5.2); its fragment is dropped. Errors: as parse().
  [[nodiscard]] Result<HttpUrl> resolve(std::string_view location) const;

  [[nodiscard]] HttpScheme scheme() const { return scheme_; }
  /// Lower case; an IPv6 address without brackets. NOT checked to be a name that DNS can hold.
  [[nodiscard]] const std::string& host() const { return host_; }
  /// As written in the URL; nothing when the scheme's own port is meant.
  [[nodiscard]] std::optional<std::uint16_t> port() const { return port_; }
  /// The port, 80, or 443.
  [[nodiscard]] std::uint16_t effective_port() const;
  /// Path and query; begins with '/'.
  [[nodiscard]] const std::string& target() const { return target_; }
  /// "host" or "[v6]", with ":port" when the URL has one.
  [[nodiscard]] std::string authority() const;
  [[nodiscard]] std::string text() const;

 private:
  HttpUrl() = default;

  HttpScheme scheme_ = HttpScheme::http;
  std::string host_;
  std::optional<std::uint16_t> port_;
  std::string target_;
};

}  // namespace chancery::net
