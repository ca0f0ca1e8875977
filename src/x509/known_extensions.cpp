#include <algorithm>

#include "x509/tbs_certificate.h"

namespace chancery::x509 {
namespace {

using Known = KnownExtensions;

// Parses a value into the member that holds it.
template <auto member, auto parse>
Result<void> fill(Known& known, BytesView value) {
  known.*member = TRY(parse(value));
  return {};
}

struct Row {
  Oid id;
  Result<void> (*fill)(Known&, BytesView);
};

constexpr Row kRows[] = {
    {kBasicConstraints, fill<&Known::basic_constraints, parse_basic_constraints>},
    {kNameConstraints, fill<&Known::name_constraints, parse_name_constraints>},
    {kKeyUsage, fill<&Known::key_usage, parse_key_usage>},
    {kExtendedKeyUsage, fill<&Known::extended_key_usage, parse_extended_key_usage>},
    {kSubjectAltName, fill<&Known::subject_alt_name, parse_subject_alt_name>},
    {kSubjectKeyIdentifier, fill<&Known::subject_key_identifier, parse_subject_key_identifier>},
    {kAuthorityKeyIdentifier,
     fill<&Known::authority_key_identifier, parse_authority_key_identifier>},
    {kAuthorityInfoAccess, fill<&Known::authority_info_access, parse_authority_info_access>},
    {kCrlDistributionPoints, fill<&Known::crl_distribution_points, parse_crl_distribution_points>},
    {kCertificatePolicies, fill<&Known::certificate_policies, parse_certificate_policies>},
};

}  // namespace

bool KnownExtensions::has_purpose(const Oid& purpose) const {
  return extended_key_usage && std::ranges::count(*extended_key_usage, purpose) > 0;
}

Result<KnownExtensions> interpret(const Extensions& extensions) {
  KnownExtensions known;
  for (const Row& row : kRows) {
    const Extension* const extension = extensions.find(row.id);
    if (extension == nullptr) {
      continue;
    }
    auto filled = row.fill(known, extension->value);
    if (!filled) {
      return std::unexpected(std::move(filled).error().with("extension", row.id.to_dotted()));
    }
  }
  return known;
}

}  // namespace chancery::x509
