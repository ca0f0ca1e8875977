// CA and responder certificates of S/MIME hierarchies: S/MIME BR 1.0.16 sections 7.1.2.1, 7.1.2.2,
// 7.1.4.3, 7.1.6.3.
#include <array>

#include "profile/tables/ca_parts.h"
#include "x509/oids.h"

namespace chancery::profile {
namespace {

using enum x509::KeyUse;
using enum Presence;
using Kind = x509::GeneralName::Kind;

constexpr std::array kPurposes = {x509::kEmailProtection};
constexpr std::array kForbidden = {x509::kServerAuth, x509::kCodeSigning, x509::kTimeStamping,
                                   x509::kAnyExtendedKeyUsage};
constexpr std::array kForbiddenFrom2027 = {x509::kServerAuth,   x509::kCodeSigning,
                                           x509::kTimeStamping, x509::kAnyExtendedKeyUsage,
                                           x509::kOcspSigning,  x509::kPrecertificateSigning};

// All types, in the multipurpose (2) and the strict (3) generation.
constexpr std::array kPolicies = {
    der::Oid{2, 23, 140, 1, 5, 1, 2}, der::Oid{2, 23, 140, 1, 5, 1, 3},
    der::Oid{2, 23, 140, 1, 5, 2, 2}, der::Oid{2, 23, 140, 1, 5, 2, 3},
    der::Oid{2, 23, 140, 1, 5, 3, 2}, der::Oid{2, 23, 140, 1, 5, 3, 3},
    der::Oid{2, 23, 140, 1, 5, 4, 2}, der::Oid{2, 23, 140, 1, 5, 4, 3}};
constexpr std::array kPoliciesOrAny = {kPolicies[0], kPolicies[1], kPolicies[2],
                                       kPolicies[3], kPolicies[4], kPolicies[5],
                                       kPolicies[6], kPolicies[7], x509::kAnyPolicy};
// The operator's own CAs: whoever reads all eight for a subscriber's (zlint's mailbox lints do) is
// not misled, and a type that comes later needs no new CA.
constexpr std::array kAnyAlone = {x509::kAnyPolicy};
constexpr std::array kSubtrees = {Kind::email, Kind::directory, Kind::dns};

constexpr UsageByKey kUsage{
    {key_cert_sign, crl_sign}, {key_cert_sign, crl_sign}, {key_cert_sign, crl_sign}};

Rows subject() {
  return {given(x509::kCountry, must, "S/MIME BR 7.1.4.3.1; NT-18", kSmimeBr),
          given(x509::kOrganization, must, "S/MIME BR 7.1.4.3.1", kSmimeBr),
          given(x509::kCommonName, must, "S/MIME BR 7.1.4.3.1", kSmimeBr)};
}

Row key_identifier(Field field, Presence presence, std::string_view text,
                   std::string_view citation) {
  return {field,           presence, Emission::always, Criticality::not_critical,
          Explained{text}, citation, kSmimeBr};
}

Row constraints(const CaConstraints& value, std::string_view citation) {
  return {Field::basic_constraints,
          must,
          Emission::always,
          Criticality::critical,
          value,
          citation,
          kSmimeBr};
}

Row usage(std::string_view citation) {
  return {Field::key_usage, must,     Emission::always, Criticality::critical,
          kUsage,           citation, kSmimeBr};
}

Rows subordinate_extensions(const CaConstraints& basic, std::string_view key_name) {
  constexpr Seconds kSmc018 = at_date(2027, 7, 1);
  return {
      key_identifier(Field::authority_key_identifier, must,
                     "keyIdentifier of the issuer, nothing else", "S/MIME BR 7.1.2.2 h"),
      key_identifier(Field::subject_key_identifier, must, key_name, "S/MIME BR 7.1.2.2 i"),
      constraints(basic, "S/MIME BR 7.1.2.2 d"),
      usage("S/MIME BR 7.1.2.2 e"),
      {Field::extended_key_usage, must, Emission::always, Criticality::not_critical,
       OidChoice{kPurposes, kPurposes, kForbidden}, "S/MIME BR 7.1.2.2 g", kSmimeBr, kSmc018},
      {Field::extended_key_usage, must, Emission::always, Criticality::not_critical,
       OidChoice{kPurposes, kPurposes, kForbiddenFrom2027},
       "S/MIME BR 1.0.16 section 7.1.2.2 g (ballot SMC018: clientAuth alone beside it)", kSmc018},
      {Field::certificate_policies, must, Emission::always, Criticality::not_critical,
       OidChoice{kAnyAlone, kPoliciesOrAny, {}, true}, "S/MIME BR 7.1.2.2 a, 7.1.6.3", kSmimeBr},
      {Field::name_constraints, may, Emission::when_given, Criticality::critical,
       SubtreeRules{kSubtrees}, "S/MIME BR 7.1.2.2 f, 7.1.5", kSmimeBr},
      {Field::authority_info_access_ca_issuers, should, Emission::when_given,
       Criticality::not_critical, Explained{"URL of the issuer's certificate, http"},
       "S/MIME BR 7.1.2.2 c", kSmimeBr},
      {Field::crl_distribution_points, must, Emission::always, Criticality::not_critical,
       Explained{"URL of the issuer's CRL, http"}, "S/MIME BR 7.1.2.2 b", kSmimeBr},
  };
}

}  // namespace

const Rows& smime_root_ca_rows() {
  static const Rows rows = with_frame(
      "House rule: at most 9132 days (Mozilla MRSP 7.4)", subject(),
      {
          key_identifier(Field::authority_key_identifier, may, "keyIdentifier, its own",
                         "RFC 5280 4.2.1.1"),
          key_identifier(Field::subject_key_identifier, must, "SHA-1 of the public key",
                         "S/MIME BR 7.1.2.1"),
          constraints({true, {}}, "S/MIME BR 7.1.2.1 a"),
          usage("S/MIME BR 7.1.2.1 b"),
          {Field::certificate_policies, should_not, Emission::never, Criticality::not_critical,
           Explained{"left out"}, "S/MIME BR 7.1.2.1 c, 7.1.6.2", kSmimeBr},
          forbidden(Field::extended_key_usage, "no extended key usage", "S/MIME BR 7.1.2.1 d",
                    kSmimeBr),
      });
  return rows;
}

const Rows& smime_subordinate_ca_rows() {
  static const Rows rows = with_frame("House rule: ten years, not beyond the issuer", subject(),
                                      subordinate_extensions({true, 0}, "SHA-1 of the public key"));
  return rows;
}

const Rows& smime_cross_ca_rows() {
  static const Rows rows =
      with_frame("House rule: at most 9132 days (Mozilla MRSP 7.4), not beyond the issuer",
                 existing_ca_subject("S/MIME BR 7.1.4.1 (byte for byte)", kSmimeBr),
                 subordinate_extensions({true, {}}, kExistingKeyName));
  return rows;
}

const Rows& smime_ocsp_responder_rows() {
  return private_ocsp_responder_rows();  // S/MIME BR 7.3 adds nothing to RFC 6960
}

}  // namespace chancery::profile
