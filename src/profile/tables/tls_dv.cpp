// Subscriber certificates, domain validated: TLS BR 2.2.6 section 7.1.2.7.
#include <array>

#include "profile/tables/tables.h"
#include "x509/oids.h"

namespace chancery::profile {
namespace {

using enum x509::KeyUse;

constexpr std::array kPurposes = {x509::kServerAuth};
constexpr std::array kPolicies = {der::Oid{2, 23, 140, 1, 2, 1}};
constexpr std::array kNameKinds = {x509::GeneralName::Kind::dns};

constexpr UsageByKey kUsage{{digital_signature}, {digital_signature}, {digital_signature}};

}  // namespace

const Rows& tls_dv_rows() {
  static const Rows rows = with_frame(
      "TLS BR 6.3.2, 7.1.2.7; NT-142, NT-158",
      {
          {Field::subject, Presence::should_not, Emission::never, Criticality::not_an_extension,
           SubjectAttribute{x509::kCommonName, true},
           "TLS BR 7.1.2.7.2, 7.1.4.3; CPS 1.0.6 section 3.1.1; NT-12, NT-16, NT-160", kBallotSc62},
          forbidden(Field::subject, "any other attribute (countryName is allowed but not verified)",
                    "TLS BR 7.1.2.7.2; NT-14, NT-30, NT-160", kBallotSc62),
      },
      {
          {Field::authority_key_identifier, Presence::must, Emission::always,
           Criticality::not_critical, Explained{"keyIdentifier of the issuer, nothing else"},
           "TLS BR 7.1.2.11.1; NT-163, NT-173", kBallotSc62},
          {Field::subject_key_identifier, Presence::should_not, Emission::never,
           Criticality::not_critical, Explained{"left out"}, "TLS BR 7.1.2.7.6; NT-163",
           kBallotSc62},
          {Field::basic_constraints, Presence::may, Emission::always, Criticality::critical,
           CaConstraints{}, "TLS BR 7.1.2.7.8; NT-163", kBallotSc62},
          {Field::key_usage, Presence::should, Emission::always, Criticality::critical, kUsage,
           "TLS BR 7.1.2.7.11; NT-163, NT-166, NT-167", kBallotSc62},
          {Field::extended_key_usage, Presence::must, Emission::always, Criticality::not_critical,
           OidList{kPurposes}, "TLS BR 7.1.2.7.10; Chrome Root Program 1.8 (no clientAuth); NT-165",
           kBallotSc62},
          {Field::certificate_policies, Presence::must, Emission::always, Criticality::not_critical,
           OidList{kPolicies}, "TLS BR 7.1.2.7.9, 7.1.6.1; NT-159", kBallotSc62},
          {Field::subject_alt_name, Presence::must, Emission::always,
           Criticality::when_subject_is_empty, NameKinds{kNameKinds},
           "TLS BR 7.1.2.7.12; CPS 1.0.6 section 3.2.2.5 (no IP addresses); NT-26, NT-168",
           kBallotSc62},
          {Field::authority_info_access_ocsp, Presence::may, Emission::when_given,
           Criticality::not_critical, Explained{"URL of the OCSP responder, http"},
           "TLS BR 7.1.2.7.7; NT-164", kBallotSc62},
          {Field::authority_info_access_ca_issuers, Presence::should, Emission::always,
           Criticality::not_critical, Explained{"URL of the issuer's certificate, http"},
           "TLS BR 7.1.2.7.7; NT-164", kBallotSc62},
          {Field::crl_distribution_points, Presence::must, Emission::always,
           Criticality::not_critical, Explained{"URL of the certificate's CRL shard, http"},
           "TLS BR 7.1.2.11.2; NT-172", kBallotSc62},
          forbidden(Field::name_constraints, "no name constraints", "TLS BR 7.1.2.7.6; NT-163",
                    kBallotSc62),
      });
  return rows;
}

}  // namespace chancery::profile
