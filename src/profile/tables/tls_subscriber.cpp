// Subscriber certificates of TLS servers: TLS BR 2.2.6 section 7.1.2.7, EV Guidelines 2.0.2 section
// 7.1.4.2. They differ in the subject and in their policy identifier alone (7.1.2.7.1).
#include <array>

#include "profile/tables/tables.h"
#include "x509/oids.h"

namespace chancery::profile {
namespace {

using enum x509::KeyUse;
using enum Presence;

constexpr Seconds kSpring2027 = at_date(2027, 3, 15);

constexpr std::array kPurposes = {x509::kServerAuth};
constexpr std::array kDomainValidated = {der::Oid{2, 23, 140, 1, 2, 1}};
constexpr std::array kOrganizationValidated = {der::Oid{2, 23, 140, 1, 2, 2}};
constexpr std::array kIndividualValidated = {der::Oid{2, 23, 140, 1, 2, 3}};
constexpr std::array kExtendedValidation = {der::Oid{2, 23, 140, 1, 1}};
constexpr std::array kNameKinds = {x509::GeneralName::Kind::dns};

constexpr std::array kState = {x509::kStateOrProvince};
constexpr std::array kLocality = {x509::kLocality};
constexpr std::array kJurisdictionState = {x509::kJurisdictionState};
constexpr std::array<std::string_view, 4> kBusinessCategories = {
    "Private Organization", "Government Entity", "Business Entity", "Non-Commercial Entity"};

constexpr UsageByKey kUsage{{digital_signature}, {digital_signature}, {digital_signature}};

// What one type of certificate has of its own.
struct Type {
  OidList policy;
  std::string_view policy_citation;
  std::string_view subject_citation;
  NameKinds names = {kNameKinds};
  std::string_view names_citation =
      "TLS BR 7.1.2.7.12; CPS 1.0.6 section 3.2.2.5 (no IP addresses); NT-26, NT-168";
};

Row names(const Type& type) {
  return {Field::subject_alt_name,
          must,
          Emission::always,
          Criticality::when_subject_is_empty,
          type.names,
          type.names_citation,
          kBallotSc62};
}

Row purposes(std::string_view citation, Seconds from, Seconds until) {
  return {Field::extended_key_usage,
          must,
          Emission::always,
          Criticality::not_critical,
          OidList{kPurposes},
          citation,
          from,
          until};
}

Row common_name(const Type& type) {
  return {Field::subject,
          should_not,
          Emission::never,
          Criticality::not_an_extension,
          SubjectAttribute{x509::kCommonName, AttributeSource::name},
          type.subject_citation,
          kBallotSc62};
}

Rows subscriber(const Type& type, std::initializer_list<Row> verified_subject) {
  Rows subject(verified_subject);
  subject.push_back(common_name(type));
  subject.push_back(
      forbidden(Field::subject, "any other attribute", type.subject_citation, kBallotSc62));
  return with_frame(
      "TLS BR 6.3.2, 7.1.2.7; NT-142, NT-158", subject,
      {
          {Field::authority_key_identifier, must, Emission::always, Criticality::not_critical,
           Explained{"keyIdentifier of the issuer, nothing else"},
           "TLS BR 7.1.2.11.1; NT-163, NT-173", kBallotSc62},
          {Field::subject_key_identifier, should_not, Emission::never, Criticality::not_critical,
           Explained{"left out"}, "TLS BR 7.1.2.7.6; NT-163", kBallotSc62},
          {Field::basic_constraints, may, Emission::always, Criticality::critical, CaConstraints{},
           "TLS BR 7.1.2.7.8; NT-163", kBallotSc62},
          {Field::key_usage, should, Emission::always, Criticality::critical, kUsage,
           "TLS BR 7.1.2.7.11; NT-163, NT-166, NT-167", kBallotSc62},
          purposes("TLS BR 7.1.2.7.10 (clientAuth MAY, left out); NT-165", kBallotSc62,
                   kSpring2027),
          purposes("TLS BR 7.1.2.7.10; Chrome Root Program 1.8 (serverAuth alone); NT-165",
                   kSpring2027, policy::kOpenEnd),
          {Field::certificate_policies, must, Emission::always, Criticality::not_critical,
           type.policy, type.policy_citation, kBallotSc62},
          names(type),
          {Field::authority_info_access_ocsp, may, Emission::when_given, Criticality::not_critical,
           Explained{"URL of the OCSP responder, http"}, "TLS BR 7.1.2.7.7; NT-164", kBallotSc62},
          {Field::authority_info_access_ca_issuers, should, Emission::always,
           Criticality::not_critical, Explained{"URL of the issuer's certificate, http"},
           "TLS BR 7.1.2.7.7; NT-164", kBallotSc62},
          {Field::crl_distribution_points, must, Emission::always, Criticality::not_critical,
           Explained{"URL of the certificate's CRL shard, http"}, "TLS BR 7.1.2.11.2; NT-172",
           kBallotSc62},
          {Field::sct_list, may, Emission::when_given, Criticality::not_critical,
           Explained{"SCTs of its precertificate, where the issuer is set to transparency"},
           "TLS BR 7.1.2.11.3; RFC 6962 3.3; NT-163, NT-175", kBallotSc62},
          forbidden(Field::name_constraints, "no name constraints", "TLS BR 7.1.2.7.6; NT-163",
                    kBallotSc62),
      });
}

constexpr std::string_view kDvSubject =
    "TLS BR 7.1.2.7.2, 7.1.4.3; CPS 1.0.6 section 3.1.1; NT-11, NT-12, NT-14, NT-16, NT-30, NT-160";
constexpr std::string_view kIvSubject = "TLS BR 7.1.2.7.3, 7.1.4.3; NT-16, NT-22, NT-161";
constexpr std::string_view kOvSubject =
    "TLS BR 7.1.2.7.4, 7.1.4.3; CPS 1.0.6 section 3.1.1; NT-13, NT-16, NT-22, NT-162";
constexpr std::string_view kEvSubject = "EVG 2.0.2 section 7.1.4.2; TLS BR 7.1.2.7.5, 7.1.4.3";

Row state(std::string_view citation) {
  return verified({.type = x509::kStateOrProvince, .unless = kLocality}, must, citation,
                  kBallotSc62);
}

Row locality(std::string_view citation) {
  return verified({.type = x509::kLocality, .unless = kState}, must, citation, kBallotSc62);
}

Row simple(const der::Oid& type, std::string_view citation) {
  return verified({.type = type}, must, citation, kBallotSc62);
}

}  // namespace

const Rows& tls_dv_rows() {
  static const Rows rows = subscriber(
      {OidList{kDomainValidated}, "TLS BR 7.1.2.7.9, 7.1.6.1; NT-159", kDvSubject},
      {left_out(x509::kCountry, may, "TLS BR 7.1.2.7.2 (not verified here); NT-160", kBallotSc62)});
  return rows;
}

const Rows& tls_iv_rows() {
  static const Rows rows =
      subscriber({OidList{kIndividualValidated}, "TLS BR 7.1.2.7.9, 7.1.6.1; NT-159", kIvSubject},
                 {
                     simple(x509::kCountry, "TLS BR 7.1.2.7.3; NT-18, NT-19, NT-161"),
                     state(kIvSubject),
                     locality(kIvSubject),
                     left_out(x509::kPostalCode, should_not, kIvSubject, kBallotSc62),
                     left_out(x509::kStreetAddress, should_not, kIvSubject, kBallotSc62),
                     left_out(x509::kOrganization, should_not, kIvSubject, kBallotSc62),
                     simple(x509::kSurname, kIvSubject),
                     simple(x509::kGivenName, kIvSubject),
                     forbidden(Field::subject, "organizationalUnitName",
                               "TLS BR 7.1.2.7.3; NT-21, NT-161", kBallotSc62),
                 });
  return rows;
}

const Rows& tls_ov_rows() {
  static const Rows rows =
      subscriber({OidList{kOrganizationValidated}, "TLS BR 7.1.2.7.9, 7.1.6.1; NT-159", kOvSubject},
                 {
                     left_out(x509::kDomainComponent, may, kOvSubject, kBallotSc62),
                     simple(x509::kCountry, "TLS BR 7.1.2.7.4; NT-18, NT-19, NT-162"),
                     state(kOvSubject),
                     locality(kOvSubject),
                     left_out(x509::kPostalCode, should_not, kOvSubject, kBallotSc62),
                     left_out(x509::kStreetAddress, should_not, kOvSubject, kBallotSc62),
                     simple(x509::kOrganization, kOvSubject),
                     forbidden(Field::subject, "surname, givenName, organizationalUnitName",
                               "TLS BR 7.1.2.7.4; NT-21, NT-162", kBallotSc62),
                 });
  return rows;
}

const Rows& tls_ev_rows() {
  static const Rows rows = subscriber(
      {OidList{kExtendedValidation}, "TLS BR 7.1.2.7.9, 7.1.6.1; EVG 7.1.6.1; NT-159", kEvSubject,
       NameKinds{kNameKinds, false}, "EVG 7.1.4.2.1 (no wildcards); TLS BR 7.1.2.7.12; NT-168"},
      {
          verified({.type = x509::kBusinessCategory, .one_of = kBusinessCategories}, must,
                   "EVG 7.1.4.2.3", kBallotSc62),
          simple(x509::kJurisdictionCountry, "EVG 7.1.4.2.4"),
          verified({.type = x509::kJurisdictionState}, may, "EVG 7.1.4.2.4", kBallotSc62),
          verified({.type = x509::kJurisdictionLocality, .only_beside = kJurisdictionState}, may,
                   "EVG 7.1.4.2.4", kBallotSc62),
          simple(x509::kSerialNumber, "EVG 7.1.4.2.5 (registration number)"),
          simple(x509::kCountry, "EVG 7.1.4.2.6; NT-18"),
          state("EVG 7.1.4.2.6"),
          locality("EVG 7.1.4.2.6"),
          left_out(x509::kPostalCode, may, "EVG 7.1.4.2.6", kBallotSc62),
          left_out(x509::kStreetAddress, may, "EVG 7.1.4.2.6", kBallotSc62),
          simple(x509::kOrganization, "EVG 7.1.4.2.2"),
          left_out(x509::kOrganizationIdentifier, may, "EVG 7.1.4.2.8", kBallotSc62),
          forbidden(Field::subject, "organizationalUnitName", "EVG 7.1.4.2.7; NT-21", kBallotSc62),
      });
  return rows;
}

const Rows& tls_precertificate_rows() {
  static const Rows rows = [] {
    Rows all = tls_dv_rows();
    std::erase_if(all, [](const Row& row) { return row.field == Field::sct_list; });
    all.push_back({Field::precertificate_poison, must, Emission::always, Criticality::critical,
                   Explained{"exactly 05 00; all other fields as in the final certificate"},
                   "TLS BR 7.1.2.9.3; RFC 6962 3.1; NT-170", kBallotSc62});
    all.push_back(forbidden(Field::sct_list, "no SCTs", "TLS BR 7.1.2.9; NT-170", kBallotSc62));
    return all;
  }();
  return rows;
}

}  // namespace chancery::profile
