// Content that fits any profile, for tests and for the corpus that linters are shown.
#pragma once

#include <string>
#include <utility>

#include "profile/build.h"
#include "x509/oids.h"

namespace chancery::profile::testing {

inline x509::Attribute attribute(const der::Oid& type, std::string text) {
  return {type, std::move(text), x509::preferred_encoding(type)};
}

/// An organization in Germany with a person in it, verified a day before `at`.
inline VettedIdentity sample_identity(const Profile& profile, Time at) {
  std::vector<x509::Attribute> attributes = {
      attribute(x509::kCountry, "DE"),
      attribute(x509::kStateOrProvince, "Sachsen"),
      attribute(x509::kLocality, "Dresden"),
      attribute(x509::kOrganization, "Beispiel & Söhne GmbH"),
      attribute(x509::kOrganizationIdentifier, "NTRDE-DER1100.HRB12345"),
      attribute(x509::kBusinessCategory, "Private Organization"),
      attribute(x509::kJurisdictionCountry, "DE"),
      attribute(x509::kJurisdictionState, "Sachsen"),
      attribute(x509::kSerialNumber, "HRB 12345"),
  };
  const bool is_person = profile.name().find("sponsor") != std::string::npos ||
                         profile.name().find("individual") != std::string::npos ||
                         profile.name() == "tls-iv";
  if (is_person) {
    attributes.push_back(attribute(x509::kSurname, "Müller"));
    attributes.push_back(attribute(x509::kGivenName, "Anna"));
  }
  return VettedIdentity::make(std::move(attributes), at - std::chrono::days(1), "register extract")
      .value();
}

inline x509::GeneralNames sample_names(const Profile& profile, Time at) {
  using Kind = x509::GeneralName::Kind;
  const Row* row = profile.find(Field::subject_alt_name, at);
  const auto* kinds = row == nullptr ? nullptr : std::get_if<NameKinds>(&row->value);
  if (kinds == nullptr) {
    return {};
  }
  switch (kinds->kinds.front()) {
    case Kind::dns:
      return {x509::GeneralName::from_text(Kind::dns, "www.example.com").value(),
              x509::GeneralName::from_text(Kind::dns, "example.com").value()};
    default:
      return {x509::GeneralName::from_text(Kind::email, "anna@example.com").value()};
  }
}

inline x509::DistinguishedName sample_ca_name() {
  return x509::DistinguishedName::from_text("CN=Existing Root X1,O=Beispiel GmbH,C=DE").value();
}

inline x509::NameConstraints sample_constraints() {
  using Kind = x509::GeneralName::Kind;
  return {{x509::GeneralName::from_text(Kind::dns, "example.com").value(),
           x509::GeneralName(
               x509::DistinguishedName::from_text("O=Beispiel GmbH,L=Dresden,C=DE").value())},
          {}};
}

/// Whatever the table asks for, about `key`.
inline Content sample_content(const Profile& profile, const crypto::PublicKey& key, Time at) {
  Content content{.key = key, .names = sample_names(profile, at)};
  const bool is_leaf = profile.kind() == CertificateKind::subscriber;
  if (profile.needs_identity()) {
    content.identity = sample_identity(profile, at);
  }
  content.subject = {
      attribute(x509::kCountry, "DE"), attribute(x509::kOrganization, "Beispiel GmbH"),
      attribute(x509::kCommonName, is_leaf ? "Anna" : "Sample CA " + profile.name())};
  if (profile.is_cross_certified()) {
    content.existing = ExistingCa{sample_ca_name(), to_bytes(key.spki_der())};
  }
  if (profile.kind() == CertificateKind::non_tls_ca) {
    content.purposes = {x509::kCodeSigning};
  }
  const Row* constraints = profile.find(Field::name_constraints, at);
  if (constraints != nullptr && constraints->emission == Emission::always) {
    content.name_constraints = sample_constraints();
  }
  return content;
}

}  // namespace chancery::profile::testing
