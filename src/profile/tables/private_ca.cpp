// Subordinate and cross-certified CAs of private hierarchies: RFC 5280.
#include <array>

#include "profile/tables/ca_parts.h"
#include "x509/oids.h"

namespace chancery::profile {
namespace {

using enum x509::KeyUse;
using Kind = x509::GeneralName::Kind;

constexpr std::array kSubtrees = {Kind::dns, Kind::ip, Kind::directory, Kind::email};

constexpr UsageByKey kUsage{
    {key_cert_sign, crl_sign}, {key_cert_sign, crl_sign}, {key_cert_sign, crl_sign}};

// A cross-certificate leaves open how deep the existing CA's hierarchy is.
Rows extensions(const CaConstraints& basic, std::string_view key_name) {
  return {
      {Field::authority_key_identifier, Presence::must, Emission::always, Criticality::not_critical,
       Explained{"keyIdentifier of the issuer, nothing else"}, "RFC 5280 4.2.1.1", kRfc5280},
      {Field::subject_key_identifier, Presence::must, Emission::always, Criticality::not_critical,
       Explained{key_name}, "RFC 5280 4.2.1.2", kRfc5280},
      {Field::basic_constraints, Presence::must, Emission::always, Criticality::critical, basic,
       "RFC 5280 4.2.1.9", kRfc5280},
      {Field::key_usage, Presence::must, Emission::always, Criticality::critical, kUsage,
       "RFC 5280 4.2.1.3", kRfc5280},
      {Field::name_constraints, Presence::may, Emission::when_given, Criticality::critical,
       SubtreeRules{kSubtrees}, "RFC 5280 4.2.1.10", kRfc5280},
      {Field::authority_info_access_ca_issuers, Presence::should, Emission::when_given,
       Criticality::not_critical, Explained{"URL of the issuer's certificate, http"},
       "RFC 5280 4.2.2.1", kRfc5280},
      {Field::crl_distribution_points, Presence::should, Emission::when_given,
       Criticality::not_critical, Explained{"URL of the issuer's CRL, http"}, "RFC 5280 4.2.1.13",
       kRfc5280},
  };
}

}  // namespace

const Rows& private_subordinate_ca_rows() {
  static const Rows rows =
      with_frame("House rule: up to 100 years, not beyond the issuer (AL-22)",
                 {
                     given(x509::kCountry, Presence::may, "RFC 5280 A.1", kRfc5280),
                     given(x509::kStateOrProvince, Presence::may, "RFC 5280 A.1", kRfc5280),
                     given(x509::kLocality, Presence::may, "RFC 5280 A.1", kRfc5280),
                     given(x509::kOrganization, Presence::may, "RFC 5280 A.1", kRfc5280),
                     given(x509::kOrganizationalUnit, Presence::may, "RFC 5280 A.1", kRfc5280),
                     given(x509::kCommonName, Presence::must, "RFC 5280 4.1.2.6", kRfc5280),
                 },
                 extensions({true, 0}, "SHA-1 of the public key"));
  return rows;
}

const Rows& private_cross_ca_rows() {
  static const Rows rows =
      with_frame("House rule: up to 100 years, not beyond the issuer (AL-22)",
                 existing_ca_subject("RFC 5280 3.2 (cross-certificates)", kRfc5280),
                 extensions({true, {}}, kExistingKeyName));
  return rows;
}

}  // namespace chancery::profile
