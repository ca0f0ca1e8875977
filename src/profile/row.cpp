#include "profile/row.h"

#include <array>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <string>
#include <vector>

namespace chancery::profile {
namespace {

std::vector<std::string_view> names_of(const x509::KeyUsage& usage) {
  constexpr std::array<std::string_view, 9> kNames = {
      "digitalSignature", "nonRepudiation", "keyEncipherment", "dataEncipherment", "keyAgreement",
      "keyCertSign",      "cRLSign",        "encipherOnly",    "decipherOnly"};
  std::vector<std::string_view> names;
  for (unsigned bit = 0; bit < kNames.size(); ++bit) {
    if ((usage.bits() >> bit & 1U) != 0) {
      names.push_back(kNames[bit]);
    }
  }
  return names;
}

std::string_view name_of(x509::GeneralName::Kind kind) {
  switch (kind) {
    case x509::GeneralName::Kind::dns:
      return "dns";
    case x509::GeneralName::Kind::ip:
      return "ip";
    case x509::GeneralName::Kind::email:
      return "email";
    case x509::GeneralName::Kind::uri:
      return "uri";
    default:
      return "other";
  }
}

struct Describe {
  std::string operator()(const Explained& value) const { return std::string(value.text); }

  std::string operator()(const SubjectAttribute& value) const {
    return fmt::format("{} ({})", value.type.to_dotted(),
                       value.copy_of_a_name ? "a copy of one of the names" : "as given");
  }

  std::string operator()(const UsageByKey& value) const {
    if (value.rsa == value.ecdsa && value.ecdsa == value.ed25519) {
      return fmt::format("{}", fmt::join(names_of(value.rsa), ", "));
    }
    return fmt::format("RSA: {}; ECDSA: {}; Ed25519: {}", fmt::join(names_of(value.rsa), ", "),
                       fmt::join(names_of(value.ecdsa), ", "),
                       fmt::join(names_of(value.ed25519), ", "));
  }

  std::string operator()(const OidList& value) const {
    std::vector<std::string> dotted;
    for (const der::Oid& oid : value.oids) {
      dotted.push_back(oid.to_dotted());
    }
    return fmt::format("{}", fmt::join(dotted, ", "));
  }

  std::string operator()(const CaConstraints& value) const {
    if (!value.ca) {
      return "cA FALSE";
    }
    return value.path_length ? fmt::format("cA TRUE, pathLen at most {}", *value.path_length)
                             : "cA TRUE, no pathLen";
  }

  std::string operator()(const NameKinds& value) const {
    std::vector<std::string_view> names;
    for (const auto kind : value.kinds) {
      names.push_back(name_of(kind));
    }
    return fmt::format("{}", fmt::join(names, ", "));
  }
};

constexpr std::array<std::string_view, 20> kFieldNames = {
    "version",
    "serialNumber",
    "signature",
    "issuer",
    "validity",
    "subject",
    "subjectPublicKeyInfo",
    "issuerUniqueID, subjectUniqueID",
    "authorityKeyIdentifier",
    "subjectKeyIdentifier",
    "basicConstraints",
    "keyUsage",
    "extKeyUsage",
    "certificatePolicies",
    "subjectAltName",
    "authorityInfoAccess caIssuers",
    "authorityInfoAccess ocsp",
    "cRLDistributionPoints",
    "nameConstraints",
    "id-pkix-ocsp-nocheck",
};

}  // namespace

std::string_view to_text(Field field) {
  return kFieldNames.at(static_cast<std::size_t>(field));
}

std::string_view to_text(Presence presence) {
  constexpr std::array<std::string_view, 5> kTexts = {"MUST", "SHOULD", "MAY", "SHOULD NOT",
                                                      "MUST NOT"};
  return kTexts.at(static_cast<std::size_t>(presence));
}

std::string_view to_text(Emission emission) {
  constexpr std::array<std::string_view, 3> kTexts = {"always", "when given", "never"};
  return kTexts.at(static_cast<std::size_t>(emission));
}

std::string_view to_text(Criticality criticality) {
  constexpr std::array<std::string_view, 4> kTexts = {"", "critical", "not critical",
                                                      "critical when the subject is empty"};
  return kTexts.at(static_cast<std::size_t>(criticality));
}

std::string to_text(const Value& value) {
  return std::visit(Describe{}, value);
}

}  // namespace chancery::profile
