#include "profile/tables/ca_parts.h"

#include "x509/oids.h"

namespace chancery::profile {
namespace {

using enum x509::KeyUse;
using enum Presence;

constexpr UsageByKey kUsage{
    {key_cert_sign, crl_sign}, {key_cert_sign, crl_sign}, {key_cert_sign, crl_sign}};

}  // namespace

Rows tls_ca_subject() {
  return {
      given(x509::kCountry, must, "TLS BR 7.1.2.10.2; NT-18, NT-154", kBallotSc62),
      left_out(x509::kStateOrProvince, may, "TLS BR 7.1.2.10.2", kBallotSc62),
      left_out(x509::kLocality, may, "TLS BR 7.1.2.10.2", kBallotSc62),
      given(x509::kOrganization, must, "TLS BR 7.1.2.10.2; NT-154", kBallotSc62),
      forbidden(Field::subject, "organizationalUnitName", "TLS BR 7.1.2.10.2; NT-154", kBallotSc62),
      given(x509::kCommonName, must, "TLS BR 7.1.2.10.2; NT-154", kBallotSc62),
  };
}

Rows existing_ca_subject(std::string_view citation, Seconds effective_from) {
  return {{Field::subject, must, Emission::always, Criticality::not_an_extension, ExistingSubject{},
           citation, effective_from}};
}

Rows tls_ca_extensions(const CaTable& table) {
  Rows rows = {
      {Field::authority_key_identifier, must, Emission::always, Criticality::not_critical,
       Explained{"keyIdentifier of the issuer, nothing else"}, "TLS BR 7.1.2.11.1; NT-153, NT-173",
       kBallotSc62},
      {Field::subject_key_identifier, must, Emission::always, Criticality::not_critical,
       Explained{table.key_name}, "TLS BR 7.1.2.11.4; NT-153, NT-174", kBallotSc62},
      {Field::basic_constraints, must, Emission::always, Criticality::critical, table.basic,
       "TLS BR 7.1.2.10.4; NT-153", kBallotSc62},
      {Field::key_usage, must, Emission::always, Criticality::critical, kUsage,
       "TLS BR 7.1.2.10.7; NT-155", kBallotSc62},
  };
  rows.insert(rows.end(), table.purposes.begin(), table.purposes.end());
  rows.push_back(table.policies);
  rows.push_back(table.constraints);
  rows.push_back({Field::authority_info_access_ca_issuers, should, Emission::when_given,
                  Criticality::not_critical, Explained{"URL of the issuer's certificate, http"},
                  "TLS BR 7.1.2.10.3; NT-153", kBallotSc62});
  rows.push_back({Field::crl_distribution_points, must, Emission::always, Criticality::not_critical,
                  Explained{"URL of the issuer's CRL, http"}, "TLS BR 7.1.2.11.2; NT-153, NT-172",
                  kBallotSc62});
  rows.push_back({Field::sct_list, may, Emission::never, Criticality::not_critical,
                  Explained{"CA certificates are logged as they are"}, table.section, kBallotSc62});
  return rows;
}

}  // namespace chancery::profile
