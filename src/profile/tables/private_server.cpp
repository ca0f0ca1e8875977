// Servers under a private CA: RFC 5280 and the house's rules, as near to the public profile as
// private names allow, so that every TLS client accepts them.
#include <array>

#include "profile/tables/tables.h"
#include "x509/oids.h"

namespace chancery::profile {
namespace {

using enum x509::KeyUse;

constexpr std::array kPurposes = {x509::kServerAuth};
constexpr std::array kNameKinds = {x509::GeneralName::Kind::dns, x509::GeneralName::Kind::ip};

// Old clients still do RSA key transport in private networks.
constexpr UsageByKey kUsage{
    {digital_signature, key_encipherment}, {digital_signature}, {digital_signature}};

}  // namespace

const Rows& private_server_rows() {
  static const Rows rows = with_frame(
      "House rule: 1 day to 100 years, not beyond the issuer (AL-22)",
      {
          given(x509::kCountry, Presence::may, "AL-18; RFC 5280 A.1", kRfc5280),
          given(x509::kStateOrProvince, Presence::may, "AL-18; RFC 5280 A.1", kRfc5280),
          given(x509::kLocality, Presence::may, "AL-18; RFC 5280 A.1", kRfc5280),
          given(x509::kOrganization, Presence::may, "AL-18; RFC 5280 A.1", kRfc5280),
          given(x509::kOrganizationalUnit, Presence::may, "AL-18; RFC 5280 A.1", kRfc5280),
          {Field::subject, Presence::may, Emission::always, Criticality::not_an_extension,
           SubjectAttribute{x509::kCommonName, AttributeSource::name},
           "AL-18; RFC 9525 2 (not for matching)", kRfc5280},
      },
      {
          {Field::authority_key_identifier, Presence::must, Emission::always,
           Criticality::not_critical, Explained{"keyIdentifier of the issuer, nothing else"},
           "RFC 5280 4.2.1.1", kRfc5280},
          {Field::subject_key_identifier, Presence::should, Emission::always,
           Criticality::not_critical, Explained{"SHA-1 of the public key"}, "RFC 5280 4.2.1.2",
           kRfc5280},
          {Field::basic_constraints, Presence::may, Emission::always, Criticality::critical,
           CaConstraints{}, "RFC 5280 4.2.1.9", kRfc5280},
          {Field::key_usage, Presence::should, Emission::always, Criticality::critical, kUsage,
           "RFC 5280 4.2.1.3", kRfc5280},
          {Field::extended_key_usage, Presence::must, Emission::always, Criticality::not_critical,
           OidList{kPurposes}, "RFC 5280 4.2.1.12; AL-15", kRfc5280},
          {Field::subject_alt_name, Presence::must, Emission::always,
           Criticality::when_subject_is_empty, NameKinds{kNameKinds},
           "RFC 5280 4.2.1.6; RFC 9525 2; AL-25", kRfc5280},
          {Field::authority_info_access_ocsp, Presence::may, Emission::when_given,
           Criticality::not_critical, Explained{"URL of the OCSP responder, http"},
           "RFC 5280 4.2.2.1", kRfc5280},
          {Field::authority_info_access_ca_issuers, Presence::should, Emission::when_given,
           Criticality::not_critical, Explained{"URL of the issuer's certificate, http"},
           "RFC 5280 4.2.2.1", kRfc5280},
          {Field::crl_distribution_points, Presence::should, Emission::when_given,
           Criticality::not_critical, Explained{"URL of the certificate's CRL shard, http"},
           "RFC 5280 4.2.1.13; AL-19", kRfc5280},
      });
  return rows;
}

}  // namespace chancery::profile
