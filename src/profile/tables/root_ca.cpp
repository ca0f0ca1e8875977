// Self-signed roots: TLS BR 2.2.6 section 7.1.2.1, and RFC 5280 for private ones.
#include "profile/tables/tables.h"
#include "x509/oids.h"

namespace chancery::profile {
namespace {

using enum x509::KeyUse;

constexpr UsageByKey kUsage{
    {key_cert_sign, crl_sign}, {key_cert_sign, crl_sign}, {key_cert_sign, crl_sign}};

}  // namespace

const Rows& tls_root_ca_rows() {
  static const Rows rows = with_frame(
      "TLS BR 7.1.2.1.1 (2922 to 9132 days); NT-146",
      {
          given(x509::kCountry, Presence::must, "TLS BR 7.1.2.10.2; NT-18, NT-154", kBallotSc62),
          given(x509::kOrganization, Presence::must, "TLS BR 7.1.2.10.2; NT-154", kBallotSc62),
          given(x509::kCommonName, Presence::must, "TLS BR 7.1.2.10.2; NT-154", kBallotSc62),
          forbidden(Field::subject, "organizationalUnitName", "TLS BR 7.1.2.10.2; NT-154",
                    kBallotSc62),
      },
      {
          {Field::authority_key_identifier, Presence::should, Emission::always,
           Criticality::not_critical, Explained{"keyIdentifier, its own"},
           "TLS BR 7.1.2.1.3; NT-147", kBallotSc62},
          {Field::subject_key_identifier, Presence::must, Emission::always,
           Criticality::not_critical, Explained{"SHA-1 of the public key"},
           "TLS BR 7.1.2.11.4; NT-147, NT-174", kBallotSc62},
          {Field::basic_constraints, Presence::must, Emission::always, Criticality::critical,
           CaConstraints{true, {}}, "TLS BR 7.1.2.1.4; NT-147", kBallotSc62},
          {Field::key_usage, Presence::must, Emission::always, Criticality::critical, kUsage,
           "TLS BR 7.1.2.10.7; NT-155", kBallotSc62},
          forbidden(Field::extended_key_usage, "no extended key usage", "TLS BR 7.1.2.1.2; NT-147",
                    kBallotSc62),
          {Field::certificate_policies, Presence::should_not, Emission::never,
           Criticality::not_critical, Explained{"left out"}, "TLS BR 7.1.2.1.2; NT-147",
           kBallotSc62},
      });
  return rows;
}

const Rows& private_root_ca_rows() {
  static const Rows rows =
      with_frame("House rule: up to 100 years (AL-22)",
                 {
                     given(x509::kCountry, Presence::may, "RFC 5280 A.1", kRfc5280),
                     given(x509::kStateOrProvince, Presence::may, "RFC 5280 A.1", kRfc5280),
                     given(x509::kLocality, Presence::may, "RFC 5280 A.1", kRfc5280),
                     given(x509::kOrganization, Presence::may, "RFC 5280 A.1", kRfc5280),
                     given(x509::kOrganizationalUnit, Presence::may, "RFC 5280 A.1", kRfc5280),
                     given(x509::kCommonName, Presence::must, "RFC 5280 4.1.2.6", kRfc5280),
                 },
                 {
                     {Field::authority_key_identifier, Presence::may, Emission::always,
                      Criticality::not_critical, Explained{"keyIdentifier, its own"},
                      "RFC 5280 4.2.1.1", kRfc5280},
                     {Field::subject_key_identifier, Presence::must, Emission::always,
                      Criticality::not_critical, Explained{"SHA-1 of the public key"},
                      "RFC 5280 4.2.1.2", kRfc5280},
                     {Field::basic_constraints, Presence::must, Emission::always,
                      Criticality::critical, CaConstraints{true, {}}, "RFC 5280 4.2.1.9", kRfc5280},
                     {Field::key_usage, Presence::must, Emission::always, Criticality::critical,
                      kUsage, "RFC 5280 4.2.1.3", kRfc5280},
                 });
  return rows;
}

}  // namespace chancery::profile
