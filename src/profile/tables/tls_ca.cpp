// CA certificates below a TLS root: TLS BR 2.2.6 sections 7.1.2.2 (cross-certified), 7.1.2.3 and
// 7.1.2.5 (technically constrained), 7.1.2.6. A Precertificate Signing CA (7.1.2.4) is forbidden.
#include <array>

#include "profile/tables/ca_parts.h"
#include "x509/oids.h"

namespace chancery::profile {
namespace {

using enum Presence;
using Kind = x509::GeneralName::Kind;

constexpr Seconds kChrome18 = at_date(2026, 6, 15);

constexpr std::array kServer = {x509::kServerAuth};
constexpr std::array kAnyPurpose = {x509::kAnyExtendedKeyUsage};
constexpr std::array kNotOfTls = {x509::kClientAuth,           x509::kCodeSigning,
                                  x509::kEmailProtection,      x509::kTimeStamping,
                                  x509::kOcspSigning,          x509::kAnyExtendedKeyUsage,
                                  x509::kPrecertificateSigning};
constexpr std::array kNotOfNonTlsCross = {x509::kServerAuth, x509::kAnyExtendedKeyUsage,
                                          x509::kPrecertificateSigning};
constexpr std::array kNotOfNonTls = {x509::kServerAuth, x509::kOcspSigning,
                                     x509::kAnyExtendedKeyUsage, x509::kPrecertificateSigning};

constexpr std::array kReserved = {der::Oid{2, 23, 140, 1, 2, 1}, der::Oid{2, 23, 140, 1, 2, 2},
                                  der::Oid{2, 23, 140, 1, 2, 3}, der::Oid{2, 23, 140, 1, 1}};
constexpr std::array kReservedOrAny = {kReserved[0], kReserved[1], kReserved[2], kReserved[3],
                                       x509::kAnyPolicy};
constexpr std::array kDomainValidated = {kReserved[0]};
constexpr std::array kAnyPolicy = {x509::kAnyPolicy};

constexpr std::array kTlsSubtrees = {Kind::dns, Kind::ip, Kind::directory};
constexpr std::array kAllSubtrees = {Kind::dns, Kind::ip, Kind::directory, Kind::email};

constexpr CaConstraints kAnyDepth{true, {}};

Rows existing_subject() {
  return existing_ca_subject("TLS BR 7.1.2.2.2; NT-148", kBallotSc62);
}

Row purposes(Presence presence, const OidChoice& choice, std::string_view citation,
             Seconds from = kBallotSc62, Seconds until = policy::kOpenEnd) {
  return {Field::extended_key_usage,
          presence,
          Emission::always,
          Criticality::not_critical,
          choice,
          citation,
          from,
          until};
}

std::vector<Row> for_servers(std::string_view section) {
  static constexpr std::array kBeforeChrome = {kNotOfTls[1], kNotOfTls[2], kNotOfTls[3],
                                               kNotOfTls[4], kNotOfTls[5], kNotOfTls[6]};
  return {purposes(must, {kServer, kServer, kBeforeChrome}, section, kBallotSc62, kChrome18),
          purposes(must, {kServer, kServer, kNotOfTls},
                   "TLS BR 7.1.2.10.6, 7.1.2.2.5; Chrome Root Program 1.8 (serverAuth alone); "
                   "NT-149, NT-153, NT-156",
                   kChrome18)};
}

Row policies(const OidChoice& choice) {
  return {
      Field::certificate_policies, must,       Emission::always, Criticality::not_critical, choice,
      "TLS BR 7.1.2.10.5; NT-157", kBallotSc62};
}

Row other_policies() {
  return {Field::certificate_policies,
          may,
          Emission::when_given,
          Criticality::not_critical,
          OidChoice{{}, {}, kReserved},
          "TLS BR 7.1.2.3.2; NT-150",
          kBallotSc62};
}

Row constraints(Presence presence, const SubtreeRules& rules, std::string_view citation) {
  return {Field::name_constraints,
          presence,
          presence == must ? Emission::always : Emission::when_given,
          Criticality::critical,
          rules,
          citation,
          kBallotSc62};
}

Row optional_constraints() {
  return constraints(may, {kAllSubtrees}, "TLS BR 7.1.2.10.8; NT-153");
}

constexpr std::string_view kCaLife = "TLS BR 7.1.2.10.1; house rule: not beyond the issuer";
constexpr std::string_view kCrossLife =
    "TLS BR 7.1.2.2.1 (notBefore may go back to the existing one's); NT-148";

}  // namespace

const Rows& tls_subordinate_ca_rows() {
  static const Rows rows =
      with_frame(kCaLife, tls_ca_subject(),
                 tls_ca_extensions(
                     {"TLS BR 7.1.2.6.1; NT-153", for_servers("TLS BR 7.1.2.10.6; NT-153, NT-156"),
                      policies({kAnyPolicy, kReservedOrAny}), optional_constraints()}));
  return rows;
}

const Rows& tls_constrained_ca_rows() {
  static const Rows rows =
      with_frame(kCaLife, tls_ca_subject(),
                 tls_ca_extensions(
                     {"TLS BR 7.1.2.5.1; NT-152", for_servers("TLS BR 7.1.2.10.6; NT-152, NT-156"),
                      policies({kDomainValidated, kReservedOrAny}),
                      constraints(must, {kTlsSubtrees, true}, "TLS BR 7.1.2.5.2; NT-152")}));
  return rows;
}

const Rows& tls_cross_ca_rows() {
  static const Rows rows = with_frame(
      kCrossLife, existing_subject(),
      tls_ca_extensions({"TLS BR 7.1.2.2.3; NT-148",
                         {purposes(should, {kAnyPurpose, kAnyPurpose}, "TLS BR 7.1.2.2.4; NT-149")},
                         policies({kAnyPolicy, kReservedOrAny}),
                         optional_constraints(),
                         kAnyDepth,
                         kExistingKeyName}));
  return rows;
}

const Rows& tls_cross_restricted_ca_rows() {
  static const Rows rows = with_frame(
      kCrossLife, existing_subject(),
      tls_ca_extensions({"TLS BR 7.1.2.2.3; NT-148", for_servers("TLS BR 7.1.2.2.5; NT-149"),
                         policies({kDomainValidated, kReservedOrAny}), optional_constraints(),
                         kAnyDepth, kExistingKeyName}));
  return rows;
}

const Rows& non_tls_cross_ca_rows() {
  static const Rows rows = with_frame(
      kCrossLife, existing_subject(),
      tls_ca_extensions({"TLS BR 7.1.2.2.3; NT-148",
                         {purposes(must, {{}, {}, kNotOfNonTlsCross}, "TLS BR 7.1.2.2.5; NT-149")},
                         policies({kAnyPolicy, kReservedOrAny}),
                         optional_constraints(),
                         kAnyDepth,
                         kExistingKeyName}));
  return rows;
}

const Rows& non_tls_constrained_ca_rows() {
  static const Rows rows = with_frame(
      kCaLife, tls_ca_subject(),
      tls_ca_extensions({"TLS BR 7.1.2.3.1; NT-150",
                         {purposes(must, {{}, {}, kNotOfNonTls}, "TLS BR 7.1.2.3.3; NT-150")},
                         other_policies(),
                         optional_constraints()}));
  return rows;
}

}  // namespace chancery::profile
