// Subordinate CAs: TLS BR 2.2.6 section 7.1.2.6, and RFC 5280 for private ones.
#include <array>

#include "profile/tables/tables.h"
#include "x509/oids.h"

namespace chancery::profile {
namespace {

using enum x509::KeyUse;

constexpr std::array kPurposes = {x509::kServerAuth};
constexpr std::array kPolicies = {der::Oid{2, 23, 140, 1, 2, 1}};

constexpr UsageByKey kUsage{
    {key_cert_sign, crl_sign}, {key_cert_sign, crl_sign}, {key_cert_sign, crl_sign}};

}  // namespace

const Rows& tls_subordinate_ca_rows() {
  static const Rows rows = with_frame(
      "House rule: ten years, not beyond the issuer",
      {
          given(x509::kCountry, Presence::must, "TLS BR 7.1.2.10.2; NT-18, NT-154", kBallotSc62),
          given(x509::kOrganization, Presence::must, "TLS BR 7.1.2.10.2; NT-154", kBallotSc62),
          given(x509::kCommonName, Presence::must, "TLS BR 7.1.2.10.2; NT-154", kBallotSc62),
          forbidden(Field::subject, "organizationalUnitName", "TLS BR 7.1.2.10.2; NT-154",
                    kBallotSc62),
      },
      {
          {Field::authority_key_identifier, Presence::must, Emission::always,
           Criticality::not_critical, Explained{"keyIdentifier of the issuer, nothing else"},
           "TLS BR 7.1.2.11.1; NT-153, NT-173", kBallotSc62},
          {Field::subject_key_identifier, Presence::must, Emission::always,
           Criticality::not_critical, Explained{"SHA-1 of the public key"},
           "TLS BR 7.1.2.11.4; NT-153, NT-174", kBallotSc62},
          {Field::basic_constraints, Presence::must, Emission::always, Criticality::critical,
           CaConstraints{true, 0}, "TLS BR 7.1.2.10.4; NT-153", kBallotSc62},
          {Field::key_usage, Presence::must, Emission::always, Criticality::critical, kUsage,
           "TLS BR 7.1.2.10.7; NT-155", kBallotSc62},
          {Field::extended_key_usage, Presence::must, Emission::always, Criticality::not_critical,
           OidList{kPurposes},
           "TLS BR 7.1.2.10.6; Chrome Root Program 1.8 (serverAuth alone); NT-156", kBallotSc62},
          {Field::certificate_policies, Presence::must, Emission::always, Criticality::not_critical,
           OidList{kPolicies}, "TLS BR 7.1.2.10.5; NT-157", kBallotSc62},
          {Field::authority_info_access_ca_issuers, Presence::should, Emission::when_given,
           Criticality::not_critical, Explained{"URL of the issuer's certificate, http"},
           "TLS BR 7.1.2.10.3; NT-153", kBallotSc62},
          {Field::crl_distribution_points, Presence::must, Emission::always,
           Criticality::not_critical, Explained{"URL of the issuer's CRL, http"},
           "TLS BR 7.1.2.11.2; NT-153, NT-172", kBallotSc62},
      });
  return rows;
}

const Rows& private_subordinate_ca_rows() {
  static const Rows rows = with_frame(
      "House rule: up to 100 years, not beyond the issuer (AL-22)",
      {
          given(x509::kCountry, Presence::may, "RFC 5280 A.1", kRfc5280),
          given(x509::kStateOrProvince, Presence::may, "RFC 5280 A.1", kRfc5280),
          given(x509::kLocality, Presence::may, "RFC 5280 A.1", kRfc5280),
          given(x509::kOrganization, Presence::may, "RFC 5280 A.1", kRfc5280),
          given(x509::kOrganizationalUnit, Presence::may, "RFC 5280 A.1", kRfc5280),
          given(x509::kCommonName, Presence::must, "RFC 5280 4.1.2.6", kRfc5280),
      },
      {
          {Field::authority_key_identifier, Presence::must, Emission::always,
           Criticality::not_critical, Explained{"keyIdentifier of the issuer, nothing else"},
           "RFC 5280 4.2.1.1", kRfc5280},
          {Field::subject_key_identifier, Presence::must, Emission::always,
           Criticality::not_critical, Explained{"SHA-1 of the public key"}, "RFC 5280 4.2.1.2",
           kRfc5280},
          {Field::basic_constraints, Presence::must, Emission::always, Criticality::critical,
           CaConstraints{true, 0}, "RFC 5280 4.2.1.9", kRfc5280},
          {Field::key_usage, Presence::must, Emission::always, Criticality::critical, kUsage,
           "RFC 5280 4.2.1.3", kRfc5280},
          {Field::authority_info_access_ca_issuers, Presence::should, Emission::when_given,
           Criticality::not_critical, Explained{"URL of the issuer's certificate, http"},
           "RFC 5280 4.2.2.1", kRfc5280},
          {Field::crl_distribution_points, Presence::should, Emission::when_given,
           Criticality::not_critical, Explained{"URL of the issuer's CRL, http"},
           "RFC 5280 4.2.1.13", kRfc5280},
      });
  return rows;
}

}  // namespace chancery::profile
