#include "ra/names.h"

#include <algorithm>

#include "ra/errors.h"

namespace chancery::ra {

Result<x509::Identifier> identifier_from_text(std::string_view text) {
  if (auto address = x509::IpAddress::parse(text)) {
    return x509::Identifier(*address);
  }
  return x509::Identifier(TRY(x509::DnsName::parse(text)));
}

model::CertificateName stored(const x509::Identifier& identifier) {
  return {identifier.ip() != nullptr ? model::NameType::ip : model::NameType::dns,
          identifier.value()};
}

Result<x509::Identifier> identifier_of(const model::CertificateName& name) {
  return x509::Identifier::parse(name.type == model::NameType::ip ? "ip" : "dns", name.value);
}

Result<std::vector<x509::Identifier>> identifiers_of(
    std::span<const model::CertificateName> names) {
  std::vector<x509::Identifier> identifiers;
  identifiers.reserve(names.size());
  for (const auto& name : names) {
    identifiers.push_back(TRY(identifier_of(name)));
  }
  return identifiers;
}

x509::GeneralNames general_names(std::span<const x509::Identifier> identifiers) {
  x509::GeneralNames names;
  names.reserve(identifiers.size());
  for (const auto& identifier : identifiers) {
    names.emplace_back(identifier);
  }
  return names;
}

std::string label_of(const x509::Identifier& identifier) {
  return std::string(identifier.type_text()) + ":" + identifier.value();
}

DnsRecord dns_record_of(const model::Authorization& authorization) {
  return {"TXT", std::string(model::kDnsChangeLabel) + "." + authorization.identifier.value,
          authorization.token};
}

Result<void> check_possible(const DnsRecord& record) {
  if (record.name.size() > x509::DnsName::kMaxSize) {
    return fail(kDnsRecordTooLong, "seen", std::to_string(record.name.size()) + " characters");
  }
  return {};
}

}  // namespace chancery::ra
