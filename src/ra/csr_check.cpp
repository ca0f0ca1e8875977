#include "ra/csr_check.h"

#include <algorithm>
#include <set>

#include "policy/key_rules.h"
#include "ra/errors.h"
#include "x509/oids.h"

namespace chancery::ra {

namespace {

using x509::Identifier;

std::string joined(const std::set<Identifier>& names) {
  std::string text;
  for (const Identifier& name : names) {
    text += (text.empty() ? "" : ", ") + name.value();
  }
  return text.empty() ? "none" : text;
}

Result<std::set<Identifier>> names_of(const x509::CertificationRequest& csr) {
  auto names = x509::to_identifiers(csr.subject_alt_names());
  if (!names) {
    return fail(kCsrNamesDiffer, "because", names.error().message());
  }
  return std::set<Identifier>(names->begin(), names->end());
}

Result<void> check_same(const std::set<Identifier>& seen, const std::set<Identifier>& expected) {
  if (seen != expected) {
    return fail(kCsrNamesDiffer, {{"in_csr", joined(seen)}, {"applied_for", joined(expected)}});
  }
  return {};
}

Result<Identifier> common_name_of(std::string_view text) {
  if (auto address = x509::IpAddress::parse(text)) {
    return Identifier(*address);
  }
  auto name = x509::DnsName::parse(text);
  if (!name) {
    return fail(kCsrCommonNameDiffers, "in_csr", std::string(text));
  }
  return Identifier(*std::move(name));
}

Result<void> check_names(const x509::CertificationRequest& csr, std::span<const Identifier> names,
                         bool acme) {
  std::set<Identifier> seen = TRY(names_of(csr));
  const std::set<Identifier> expected(names.begin(), names.end());
  const auto common_name = csr.subject().find(x509::kCommonName);
  if (common_name) {
    const Identifier named = TRY(common_name_of(*common_name));
    if (acme ? !expected.contains(named) : named != names.front()) {
      return fail(kCsrCommonNameDiffers,
                  {{"in_csr", std::string(*common_name)}, {"applied_for", names.front().value()}});
    }
    if (acme) {
      seen.insert(named);
    }
  }
  if (!acme && seen.empty() && common_name) {
    return {};  // the application says which names: the CSR repeats the first one only
  }
  return check_same(seen, expected);
}

/// What a subject says of that kind; several values side by side equal no single one.
std::string texts_of(const x509::DistinguishedName& subject, const x509::Oid& type) {
  std::string text;
  for (const x509::Attribute& attribute : subject.attributes()) {
    if (attribute.type == type) {
      text += (text.empty() ? "" : " + ") + attribute.text;
    }
  }
  return text;
}

std::string or_nothing(const std::string& text) {
  return text.empty() ? "nothing" : text;
}

}  // namespace

std::vector<Error> organization_mismatches(const x509::CertificationRequest& csr,
                                           const model::OrganizationFacts& facts) {
  struct Field {
    const char* name;
    const x509::Oid& type;
    const std::string& expected;
  };
  std::vector<Error> mismatches;
  for (const Field& field :
       {Field{"O", x509::kOrganization, facts.name}, Field{"C", x509::kCountry, facts.country},
        Field{"ST", x509::kStateOrProvince, facts.state_or_province},
        Field{"L", x509::kLocality, facts.locality}}) {
    const std::string seen = texts_of(csr.subject(), field.type);
    if (seen != field.expected) {
      mismatches.emplace_back(kCsrOrganizationDiffers,
                              ErrorParameters{{"field", field.name},
                                              {"expected", or_nothing(field.expected)},
                                              {"seen", or_nothing(seen)}});
    }
  }
  return mismatches;
}

Result<void> check_organization(const x509::CertificationRequest& csr,
                                const model::OrganizationFacts& facts) {
  auto mismatches = organization_mismatches(csr, facts);
  return mismatches.empty() ? Result<void>() : std::unexpected(std::move(mismatches.front()));
}

Result<x509::CertificationRequest> check_csr(BytesView der, std::span<const Identifier> names,
                                             const CsrRules& rules, Time now) {
  auto csr = TRY(x509::CertificationRequest::parse(der));
  TRY(check_names(csr, names, rules.acme));
  if (rules.organization != nullptr) {
    TRY(check_organization(csr, *rules.organization));
  }
  if (equal(csr.public_key().spki_der(), rules.account_spki)) {
    return fail(kCsrKeyIsAccountKey);
  }
  TRY(policy::check_public_key(csr.public_key(), rules.set, policy::KeyUse::subscriber, now));
  TRY(csr.verify_signature());
  return csr;
}

}  // namespace chancery::ra
