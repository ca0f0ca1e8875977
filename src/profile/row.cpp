#include "profile/row.h"

#include <array>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <string>
#include <vector>

#include "x509/distinguished_name.h"

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

std::string joined(std::span<const der::Oid> oids) {
  std::vector<std::string> dotted;
  for (const der::Oid& oid : oids) {
    dotted.push_back(oid.to_dotted());
  }
  return fmt::format("{}", fmt::join(dotted, ", "));
}

std::string_view name_of(x509::GeneralName::Kind kind) {
  switch (kind) {
    case x509::GeneralName::Kind::directory:
      return "directory";
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

std::string joined(std::span<const x509::GeneralName::Kind> kinds) {
  std::vector<std::string_view> names;
  for (const auto kind : kinds) {
    names.push_back(name_of(kind));
  }
  return fmt::format("{}", fmt::join(names, ", "));
}

std::string names_of(std::span<const der::Oid> types) {
  std::vector<std::string> names;
  for (const der::Oid& type : types) {
    names.push_back(x509::attribute_name(type));
  }
  return fmt::format("{}", fmt::join(names, ", "));
}

std::string_view words_for(AttributeSource source) {
  switch (source) {
    case AttributeSource::wish:
      return "as given";
    case AttributeSource::name:
      return "a copy of one of the names";
    case AttributeSource::identity:
      return "as verified";
    case AttributeSource::display_name:
      return "from the verified names";
  }
  return "";
}

std::string with_words(std::string_view words, const std::string& text) {
  return text.empty() ? std::string() : fmt::format("; {} {}", words, text);
}

struct Describe {
  std::string operator()(const Explained& value) const { return std::string(value.text); }

  std::string operator()(const SubjectAttribute& value) const {
    return fmt::format("{} {} ({}{}{}{}{}{})", x509::attribute_name(value.type),
                       value.type.to_dotted(), words_for(value.source),
                       value.repeatable ? "; more than once" : "",
                       with_words("not needed beside", names_of(value.unless)),
                       with_words("not beside", names_of(value.not_beside)),
                       with_words("only beside", names_of(value.only_beside)),
                       with_words("one of", fmt::format("{}", fmt::join(value.one_of, ", "))));
  }

  std::string operator()(const ExistingSubject&) const {
    return "the subject of the existing certificate, byte for byte";
  }

  std::string operator()(const UsageByKey& value) const {
    if (value.rsa == value.ecdsa && value.ecdsa == value.ed25519) {
      return fmt::format("{}", fmt::join(names_of(value.rsa), ", "));
    }
    return fmt::format("RSA: {}; ECDSA: {}; Ed25519: {}", fmt::join(names_of(value.rsa), ", "),
                       fmt::join(names_of(value.ecdsa), ", "),
                       fmt::join(names_of(value.ed25519), ", "));
  }

  std::string operator()(const OidList& value) const { return joined(value.oids); }

  std::string operator()(const OidChoice& value) const {
    return fmt::format(
        "{}{}{}", value.standard.empty() ? "as given" : joined(value.standard) + ", or as given",
        with_words(value.several ? "at least one of" : "exactly one of", joined(value.one_of)),
        with_words("none of", joined(value.forbidden)));
  }

  std::string operator()(const CaConstraints& value) const {
    if (!value.ca) {
      return "cA FALSE";
    }
    return value.path_length ? fmt::format("cA TRUE, pathLen at most {}", *value.path_length)
                             : "cA TRUE, no pathLen";
  }

  std::string operator()(const NameKinds& value) const {
    return joined(value.kinds) + (value.wildcards ? "" : "; no wildcards");
  }

  std::string operator()(const SubtreeRules& value) const {
    return joined(value.kinds) +
           (value.complete ? "; kinds that are not permitted are excluded as a whole" : "");
  }
};

constexpr std::array<std::string_view, 22> kFieldNames = {
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
    "ct-precert-poison",
    "signedCertificateTimestampList",
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
