// IP addresses as certificates hold them: 4 or 16 octets (RFC 5280 section 4.2.1.6).
#pragma once

#include <array>
#include <compare>
#include <functional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

namespace chancery::x509 {

/// An IPv4 or IPv6 address. Which addresses are reserved or private is for `policy` to judge.
class IpAddress final {
 public:
  /// Dotted decimal without leading zeros, or any RFC 4291 section 2.2 form. No port, zone, prefix
  /// length or white space. An IPv4-mapped IPv6 address stays IPv6.
  /// Errors: kIpAddressMalformed.
  [[nodiscard]] static Result<IpAddress> parse(std::string_view text);

  /// 4 or 16 octets in network order. Errors: kIpAddressMalformed.
  [[nodiscard]] static Result<IpAddress> from_bytes(BytesView bytes);

  [[nodiscard]] bool is_v4() const { return size_ == 4; }

  [[nodiscard]] BytesView bytes() const { return {octets_.data(), size_}; }

  /// Dotted decimal, or the canonical form of RFC 5952 (which RFC 8738 section 3 demands in ACME).
  [[nodiscard]] std::string text() const;

  /// The reverse mapping name that tls-alpn-01 asks for: "1.2.0.192.in-addr.arpa", or nibbles
  /// under "ip6.arpa" (RFC 8738 section 6).
  [[nodiscard]] std::string reverse_name() const;

  auto operator<=>(const IpAddress&) const = default;

 private:
  explicit IpAddress(BytesView bytes);

  std::uint8_t size_ = 0;
  std::array<std::uint8_t, 16> octets_{};
};

}  // namespace chancery::x509

template <>
struct std::hash<chancery::x509::IpAddress> {
  std::size_t operator()(const chancery::x509::IpAddress& address) const noexcept {
    return std::hash<std::string_view>{}(chancery::as_text(address.bytes()));
  }
};
