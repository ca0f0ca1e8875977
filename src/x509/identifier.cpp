#include "x509/identifier.h"

#include "x509/errors.h"

namespace chancery::x509 {

Result<Identifier> Identifier::parse(std::string_view type, std::string_view value) {
  if (type == "dns") {
    return Identifier(TRY(DnsName::parse(value)));
  }
  if (type == "ip") {
    return Identifier(TRY(IpAddress::parse(value)));
  }
  return fail(kIdentifierTypeUnknown, "type", std::string(type.substr(0, 32)));
}

std::string_view Identifier::type_text() const {
  return type() == Type::dns ? "dns" : "ip";
}

std::string Identifier::value() const {
  return dns() != nullptr ? dns()->text() : ip()->text();
}

}  // namespace chancery::x509
