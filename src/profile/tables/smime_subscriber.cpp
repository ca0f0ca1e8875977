// Subscriber certificates for mail: S/MIME BR 1.0.16 sections 7.1.2.3, 7.1.4.2. The legacy
// generation ended on 2025-07-15 (7.1.6.1).
#include <array>

#include "profile/tables/tables.h"
#include "x509/oids.h"

namespace chancery::profile {
namespace {

using enum x509::KeyUse;
using enum Presence;

constexpr Seconds kSmc018 = at_date(2027, 7, 1);

constexpr std::array kMail = {x509::kEmailProtection};
constexpr std::array kMailAndClient = {x509::kEmailProtection, x509::kClientAuth};
constexpr std::array kNameKinds = {x509::GeneralName::Kind::email};

constexpr std::array kCountry = {x509::kCountry};
constexpr std::array kPersonOrPseudonym = {x509::kSurname, x509::kPseudonym};
constexpr std::array kGivenOrPseudonym = {x509::kGivenName, x509::kPseudonym};
constexpr std::array kPersonalNames = {x509::kGivenName, x509::kSurname};
constexpr std::array kPseudonym = {x509::kPseudonym};

// One key for signing and for decryption.
constexpr UsageByKey kUsage{
    {digital_signature, key_encipherment}, {digital_signature, key_agreement}, {digital_signature}};

constexpr std::string_view kSubject = "S/MIME BR 7.1.4.2.2";

Row optional(const der::Oid& type, std::string_view citation = kSubject) {
  return verified({.type = type}, may, citation, kSmimeBr);
}

// localityName and the like need a country (7.1.4.2.2 k, l).
Row beside_country(const der::Oid& type) {
  return verified({.type = type, .only_beside = kCountry}, may, kSubject, kSmimeBr);
}

Rows place() {
  return {optional(x509::kCountry), beside_country(x509::kStateOrProvince),
          beside_country(x509::kLocality)};
}

Rows organization() {
  return {verified({.type = x509::kOrganization}, must, "S/MIME BR 7.1.4.2.4, 7.1.4.2.5", kSmimeBr),
          verified({.type = x509::kOrganizationIdentifier}, must,
                   "S/MIME BR 7.1.4.2.2 d, appendix A", kSmimeBr)};
}

Rows person() {
  constexpr std::string_view kNote = "S/MIME BR 7.1.4.2.5, 7.1.4.2.6 (note 2), 7.1.4.2.2 e, f";
  return {
      verified({.type = x509::kSurname, .unless = kGivenOrPseudonym, .not_beside = kPseudonym},
               must, kNote, kSmimeBr),
      verified({.type = x509::kGivenName, .unless = kPersonOrPseudonym, .not_beside = kPseudonym},
               must, kNote, kSmimeBr),
      verified({.type = x509::kPseudonym, .unless = kPersonalNames, .not_beside = kPersonalNames},
               must, kNote, kSmimeBr)};
}

Row common_name(AttributeSource source) {
  return {Field::subject,
          may,
          Emission::always,
          Criticality::not_an_extension,
          SubjectAttribute{x509::kCommonName, source},
          "S/MIME BR 7.1.4.2.2 a",
          kSmimeBr};
}

void append(Rows& rows, const Rows& more) {
  rows.insert(rows.end(), more.begin(), more.end());
}

Rows subject_of(SmimeType type) {
  Rows rows;
  if (type == SmimeType::mailbox) {
    rows = {common_name(AttributeSource::name),
            left_out(x509::kSerialNumber, may, "S/MIME BR 7.1.4.2.3", kSmimeBr)};
  } else {
    rows = place();
    append(rows, type == SmimeType::individual ? Rows() : organization());
    append(rows, type == SmimeType::organization ? Rows() : person());
    rows.push_back(common_name(AttributeSource::display_name));
    rows.push_back(optional(x509::kSerialNumber, "S/MIME BR 7.1.4.2.2 g"));
  }
  rows.push_back(left_out(x509::kEmailAddress, may, "S/MIME BR 7.1.4.2.2 h", kSmimeBr));
  rows.push_back(forbidden(Field::subject, "any other attribute",
                           "S/MIME BR 7.1.4.2.3 to 7.1.4.2.6", kSmimeBr));
  return rows;
}

Row purposes(const OidList& list, std::string_view citation, Seconds from, Seconds until) {
  return {Field::extended_key_usage,
          must,
          Emission::always,
          Criticality::not_critical,
          list,
          citation,
          from,
          until};
}

Rows purposes_of(SmimeGeneration generation) {
  if (generation == SmimeGeneration::strict) {
    return {purposes({kMail}, "S/MIME BR 7.1.2.3 f (strict: nothing else)", kSmimeBr,
                     policy::kOpenEnd)};
  }
  return {purposes({kMailAndClient}, "S/MIME BR 7.1.2.3 f (multipurpose: others MAY)", kSmimeBr,
                   kSmc018),
          purposes({kMailAndClient},
                   "S/MIME BR 1.0.16 section 7.1.2.3 f (ballot SMC018: clientAuth alone MAY)",
                   kSmc018, policy::kOpenEnd)};
}

Rows extensions(const OidList& policy, SmimeGeneration generation) {
  Rows rows = {
      {Field::authority_key_identifier, must, Emission::always, Criticality::not_critical,
       Explained{"keyIdentifier of the issuer, nothing else"}, "S/MIME BR 7.1.2.3 g", kSmimeBr},
      {Field::subject_key_identifier, should, Emission::always, Criticality::not_critical,
       Explained{"SHA-1 of the public key"}, "S/MIME BR 7.1.2.3 n", kSmimeBr},
      {Field::basic_constraints, may, Emission::always, Criticality::critical, CaConstraints{},
       "S/MIME BR 7.1.2.3 d", kSmimeBr},
      {Field::key_usage, must, Emission::always, Criticality::critical, kUsage,
       "S/MIME BR 7.1.2.3 e (dual use)", kSmimeBr},
  };
  append(rows, purposes_of(generation));
  append(
      rows,
      {
          {Field::certificate_policies, must, Emission::always, Criticality::not_critical, policy,
           "S/MIME BR 7.1.2.3 a, 7.1.6.1", kSmimeBr},
          {Field::subject_alt_name, must, Emission::always, Criticality::when_subject_is_empty,
           NameKinds{kNameKinds},
           "S/MIME BR 7.1.2.3 h, 7.1.4.2.1; Apple Root Policy 2.0 (rfc822Name by 2027-02-01)",
           kSmimeBr},
          {Field::authority_info_access_ocsp, may, Emission::when_given, Criticality::not_critical,
           Explained{"URL of the OCSP responder, http"}, "S/MIME BR 7.1.2.3 c", kSmimeBr},
          {Field::authority_info_access_ca_issuers, should, Emission::always,
           Criticality::not_critical, Explained{"URL of the issuer's certificate, http"},
           "S/MIME BR 7.1.2.3 c", kSmimeBr},
          {Field::crl_distribution_points, must, Emission::always, Criticality::not_critical,
           Explained{"URL of the certificate's CRL shard, http"}, "S/MIME BR 7.1.2.3 b", kSmimeBr},
      });
  return rows;
}

}  // namespace

template <SmimeType type, SmimeGeneration generation>
const Rows& smime_rows() {
  static constexpr std::array kPolicy = {der::Oid{2, 23, 140, 1, 5, static_cast<unsigned>(type) + 1,
                                                  static_cast<unsigned>(generation) + 2}};
  static const Rows rows =
      with_frame("S/MIME BR 6.3.2", subject_of(type), extensions({kPolicy}, generation));
  return rows;
}

using enum SmimeType;
using enum SmimeGeneration;
template const Rows& smime_rows<mailbox, multipurpose>();
template const Rows& smime_rows<mailbox, strict>();
template const Rows& smime_rows<SmimeType::organization, multipurpose>();
template const Rows& smime_rows<SmimeType::organization, strict>();
template const Rows& smime_rows<sponsor, multipurpose>();
template const Rows& smime_rows<sponsor, strict>();
template const Rows& smime_rows<individual, multipurpose>();
template const Rows& smime_rows<individual, strict>();

}  // namespace chancery::profile
