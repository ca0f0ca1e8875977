// What an applicant asks to be certified: a DNS name or an IP address (RFC 8555 section 9.7.7,
// RFC 8738).
#pragma once

#include <compare>
#include <functional>
#include <string>
#include <string_view>
#include <variant>

#include "base/result.h"
#include "x509/dns_name.h"
#include "x509/ip_address.h"

namespace chancery::x509 {

class Identifier final {
 public:
  enum class Type { dns, ip };

  explicit Identifier(DnsName name) : value_(std::move(name)) {}
  explicit Identifier(IpAddress address) : value_(address) {}

  /// `type` is "dns" or "ip" as in ACME. Errors: kIdentifierTypeUnknown, and those of
  /// DnsName::parse and IpAddress::parse.
  [[nodiscard]] static Result<Identifier> parse(std::string_view type, std::string_view value);

  [[nodiscard]] Type type() const { return value_.index() == 0 ? Type::dns : Type::ip; }

  /// "dns" or "ip".
  [[nodiscard]] std::string_view type_text() const;

  /// The name or address in its one canonical text form.
  [[nodiscard]] std::string value() const;

  /// The name, or nullptr when this is an address; as long as this Identifier lives.
  [[nodiscard]] const DnsName* dns() const { return std::get_if<DnsName>(&value_); }
  /// The address, or nullptr when this is a name.
  [[nodiscard]] const IpAddress* ip() const { return std::get_if<IpAddress>(&value_); }

  /// Names before addresses.
  auto operator<=>(const Identifier&) const = default;

 private:
  std::variant<DnsName, IpAddress> value_;
};

}  // namespace chancery::x509

template <>
struct std::hash<chancery::x509::Identifier> {
  std::size_t operator()(const chancery::x509::Identifier& identifier) const noexcept {
    return std::hash<std::string>{}(identifier.value());
  }
};
