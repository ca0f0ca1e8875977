// Delegated OCSP responders: TLS BR 2.2.6 section 7.1.2.8, RFC 6960 section 4.2.2.2.
#include <array>

#include "profile/tables/tables.h"
#include "x509/oids.h"

namespace chancery::profile {
namespace {

using enum x509::KeyUse;

constexpr Seconds kRfc6960 = at_date(2013, 6, 1);

constexpr std::array kPurposes = {x509::kOcspSigning};
constexpr UsageByKey kUsage{{digital_signature}, {digital_signature}, {digital_signature}};

Row nocheck() {
  return {Field::ocsp_no_check,
          Presence::must,
          Emission::always,
          Criticality::not_critical,
          Explained{"exactly 05 00"},
          "TLS BR 7.1.2.8.5; RFC 6960 4.2.2.2.1; NT-169",
          kRfc6960};
}

}  // namespace

const Rows& tls_ocsp_responder_rows() {
  static const Rows rows = with_frame(
      "House rule: short, and longer than any response (TLS BR 4.9.9)",
      {
          given(x509::kCountry, Presence::must, "TLS BR 7.1.2.8.2, 7.1.2.10.2; NT-18", kBallotSc62),
          given(x509::kOrganization, Presence::must, "TLS BR 7.1.2.8.2, 7.1.2.10.2", kBallotSc62),
          given(x509::kCommonName, Presence::must, "TLS BR 7.1.2.8.2, 7.1.2.10.2", kBallotSc62),
          forbidden(Field::subject, "organizationalUnitName", "TLS BR 7.1.2.10.2; NT-154",
                    kBallotSc62),
      },
      {
          {Field::authority_key_identifier, Presence::must, Emission::always,
           Criticality::not_critical, Explained{"keyIdentifier of the issuer, nothing else"},
           "TLS BR 7.1.2.8.3; NT-173", kBallotSc62},
          {Field::subject_key_identifier, Presence::should, Emission::always,
           Criticality::not_critical, Explained{"SHA-1 of the public key"},
           "TLS BR 7.1.2.8.3; NT-169, NT-174", kBallotSc62},
          {Field::key_usage, Presence::must, Emission::always, Criticality::critical, kUsage,
           "TLS BR 7.1.2.8.7; NT-169", kBallotSc62},
          {Field::extended_key_usage, Presence::must, Emission::always, Criticality::not_critical,
           OidList{kPurposes}, "TLS BR 7.1.2.8.6; NT-169", kBallotSc62},
          nocheck(),
          forbidden(Field::subject_alt_name, "no names", "TLS BR 7.1.2.8.3; NT-169", kBallotSc62),
          forbidden(Field::crl_distribution_points, "no CRL; nocheck says why",
                    "TLS BR 7.1.2.8.3; NT-169", kBallotSc62),
          forbidden(Field::certificate_policies, "no policies", "TLS BR 7.1.2.8.8; NT-169",
                    kBallotSc62),
          forbidden(Field::name_constraints, "no name constraints", "TLS BR 7.1.2.8.3; NT-169",
                    kBallotSc62),
      });
  return rows;
}

const Rows& private_ocsp_responder_rows() {
  static const Rows rows = with_frame(
      "House rule: short, and longer than any response (RFC 6960 4.2.2.2)",
      {
          given(x509::kCountry, Presence::may, "RFC 5280 A.1", kRfc6960),
          given(x509::kOrganization, Presence::may, "RFC 5280 A.1", kRfc6960),
          given(x509::kOrganizationalUnit, Presence::may, "RFC 5280 A.1", kRfc6960),
          given(x509::kCommonName, Presence::must, "RFC 5280 A.1", kRfc6960),
      },
      {
          {Field::authority_key_identifier, Presence::must, Emission::always,
           Criticality::not_critical, Explained{"keyIdentifier of the issuer, nothing else"},
           "RFC 5280 4.2.1.1", kRfc6960},
          {Field::subject_key_identifier, Presence::should, Emission::always,
           Criticality::not_critical, Explained{"SHA-1 of the public key"}, "RFC 5280 4.2.1.2",
           kRfc6960},
          {Field::key_usage, Presence::must, Emission::always, Criticality::critical, kUsage,
           "RFC 5280 4.2.1.3", kRfc6960},
          {Field::extended_key_usage, Presence::must, Emission::always, Criticality::not_critical,
           OidList{kPurposes}, "RFC 6960 4.2.2.2", kRfc6960},
          nocheck(),
      });
  return rows;
}

}  // namespace chancery::profile
