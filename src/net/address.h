// IP addresses and endpoints as the network knows them (RFC 791, RFC 4291).
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

namespace chancery::net {

/// An IPv4 or IPv6 address. What may be connected to is asked of AddressFilter, not of this.
class Address final {
 public:
  /// Dotted-quad IPv4 (four decimal numbers, no short forms) or RFC 4291 section 2.2 text, without
  /// brackets, prefix or zone. Errors: kAddressMalformed.
  [[nodiscard]] static Result<Address> parse(std::string_view text);

  /// Four or sixteen bytes in network order. Errors: kAddressMalformed for any other count.
  [[nodiscard]] static Result<Address> from_bytes(BytesView bytes);

  [[nodiscard]] bool is_v4() const { return size_ == 4; }
  [[nodiscard]] BytesView bytes() const { return {bytes_.data(), size_}; }

  /// Dotted quad, or RFC 5952 text.
  [[nodiscard]] std::string text() const;

  /// The IPv4 address inside an IPv4-mapped one (::ffff:0:0/96, RFC 4291 section 2.5.5.2): the
  /// kernel connects to that one. Any other address is returned as it is.
  [[nodiscard]] Address unmapped() const;

  auto operator<=>(const Address&) const = default;

 private:
  explicit Address(BytesView bytes);

  std::array<std::uint8_t, 16> bytes_{};
  std::size_t size_ = 0;
};

/// An address and a port.
struct Endpoint {
  Address address;
  std::uint16_t port;

  /// "192.0.2.1:80" or "[2001:db8::1]:80".
  [[nodiscard]] std::string text() const;
  auto operator<=>(const Endpoint&) const = default;
};

/// Reads "192.0.2.1:53", "[2001:db8::1]:53", or an address alone, which gets `default_port`.
/// Errors: kAddressMalformed; port 0 is refused.
[[nodiscard]] Result<Endpoint> parse_endpoint(std::string_view text, std::uint16_t default_port);

}  // namespace chancery::net
