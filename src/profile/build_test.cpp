#include "profile/build.h"

#include <gtest/gtest.h>

#include "base/encoding.h"
#include "crypto/private_key.h"
#include "profile/catalogue.h"
#include "profile/errors.h"
#include "profile/subject.h"
#include "x509/algorithm_identifier.h"
#include "x509/oids.h"

namespace chancery::profile {
namespace {

using x509::GeneralName;

constexpr Time kNow = at_date(2026, 11, 21);

crypto::PublicKey p256() {
  static const auto key = crypto::PrivateKey::generate(crypto::kP256).value().public_key();
  return key;
}
crypto::PublicKey rsa() {
  static const auto key = crypto::PrivateKey::generate(crypto::kRsa2048).value().public_key();
  return key;
}

GeneralName dns(std::string_view text) {
  return GeneralName(x509::DnsName::parse(text).value());
}
GeneralName ip(std::string_view text) {
  return GeneralName(x509::IpAddress::parse(text).value());
}
GeneralName text(GeneralName::Kind kind, std::string_view value) {
  return GeneralName::from_text(kind, value).value();
}

x509::Attribute attribute(const der::Oid& type, std::string value) {
  return {type, std::move(value)};
}

IssuerData issuer() {
  return {x509::DistinguishedName::from_text("CN=Issuing CA 1,O=Chancery,C=KR").value(),
          Bytes(20, 0xab), crypto::SignatureAlgorithm::ecdsa_sha384};
}

Placement placement() {
  SeededRandom random(1);
  return {x509::Serial::random(random),
          policy::validity_of_days(at_date(2026, 11, 21), 90),
          {{"http://ca.test/ca/1.der"}, {"http://ca.test/ocsp"}, {"http://ca.test/crl/1.crl"}}};
}

Result<x509::TbsCertificate> build(std::string_view profile, const Content& content,
                                   const Catalogue& catalogue = built_in()) {
  return build_tbs(*catalogue.find(profile).value(), issuer(), content, placement(), kNow);
}

std::string refusal(const Result<x509::TbsCertificate>& result) {
  return result ? "ok" : std::string(result.error().code());
}

x509::KnownExtensions known(const x509::TbsCertificate& tbs) {
  return x509::interpret(tbs.extensions).value();
}

TEST(BuildTlsDv, HoldsExactlyWhatTheTableSays) {
  const auto tbs = build(kTlsDv, {.key = p256(), .names = {dns("www.example.com")}}).value();
  EXPECT_EQ(tbs.version, 3);
  EXPECT_EQ(tbs.issuer, issuer().subject);
  EXPECT_TRUE(tbs.subject.empty());
  EXPECT_EQ(tbs.signature_algorithm_der,
            to_bytes(x509::algorithm_identifier(crypto::SignatureAlgorithm::ecdsa_sha384)));
  EXPECT_TRUE(equal(tbs.spki_der, p256().spki_der()));
  std::vector<std::pair<std::string, bool>> seen;
  for (const auto& extension : tbs.extensions) {
    seen.emplace_back(extension.id.to_dotted(), extension.critical);
  }
  const std::vector<std::pair<std::string, bool>> expected = {
      {"2.5.29.35", false},         {"2.5.29.19", true},  {"2.5.29.15", true},
      {"2.5.29.37", false},         {"2.5.29.32", false}, {"2.5.29.17", true},
      {"1.3.6.1.5.5.7.1.1", false}, {"2.5.29.31", false}};
  EXPECT_EQ(seen, expected);
}

TEST(BuildTlsDv, ValuesAreThoseOfTheBaselineRequirements) {
  const auto extensions =
      known(build(kTlsDv, {.key = rsa(), .names = {dns("www.example.com")}}).value());
  EXPECT_EQ(*extensions.key_usage, x509::KeyUsage({x509::KeyUse::digital_signature}));
  EXPECT_EQ(*extensions.extended_key_usage, std::vector{x509::kServerAuth});
  EXPECT_EQ(extensions.certificate_policies->size(), 1U);
  EXPECT_EQ(extensions.certificate_policies->front().policy.to_dotted(), "2.23.140.1.2.1");
  EXPECT_FALSE(extensions.basic_constraints->ca);
  EXPECT_EQ(*extensions.authority_key_identifier->key_id, Bytes(20, 0xab));
  EXPECT_FALSE(extensions.authority_key_identifier->serial);
  EXPECT_FALSE(extensions.subject_key_identifier);
  EXPECT_EQ(extensions.authority_info_access->size(), 2U);
  EXPECT_EQ(extensions.crl_distribution_points->front().full_name.front().text(),
            "http://ca.test/crl/1.crl");
}

TEST(BuildTlsDv, WhatTheTableDoesNotTakeUpFallsAway) {
  const auto tbs = build(kTlsDv, {.key = p256(),
                                  .names = {dns("www.example.com")},
                                  .subject = {attribute(x509::kOrganization, "Acme"),
                                              attribute(x509::kCommonName, "www.example.com")},
                                  .path_length = 3,
                                  .include_crl_url = false})
                       .value();
  EXPECT_TRUE(tbs.subject.empty());
  EXPECT_FALSE(known(tbs).basic_constraints->path_length);
  EXPECT_TRUE(known(tbs).crl_distribution_points) << "the Baseline Requirements demand it";
}

TEST(BuildTlsDv, AddressesAreRefusedUnlessSwitchedOn) {
  const Content content{.key = p256(), .names = {dns("www.example.com"), ip("8.8.8.8")}};
  EXPECT_EQ(refusal(build(kTlsDv, content)), "name_kind_forbidden");
  const auto with_addresses =
      Catalogue::load(std::vector<Settings>{{.profile = "tls-dv", .ip_addresses = true}}, kNow)
          .value();
  EXPECT_EQ(refusal(build(kTlsDv, content, with_addresses)), "ok");
}

TEST(BuildTlsDv, CommonNameIsACopyOfANameOrLeftOut) {
  const auto catalogue =
      Catalogue::load(
          std::vector<Settings>{{.profile = "tls-dv", .common_name = true, .ip_addresses = true}},
          kNow)
          .value();
  const std::string long_name = std::string(60, 'a') + ".example.com";
  const auto common_name = [&](const Content& content) {
    const auto tbs = build(kTlsDv, content, catalogue).value();
    return std::string(tbs.subject.find(x509::kCommonName).value_or("-"));
  };
  EXPECT_EQ(common_name({p256(), {dns("a.example.com"), dns("b.example.com")}}), "a.example.com");
  EXPECT_EQ(common_name({p256(),
                         {dns("a.example.com"), dns("b.example.com")},
                         {attribute(x509::kCommonName, "b.example.com")}}),
            "b.example.com");
  EXPECT_EQ(
      common_name(
          {p256(), {dns("a.example.com")}, {attribute(x509::kCommonName, "evil.example.net")}}),
      "a.example.com");
  EXPECT_EQ(common_name({p256(), {dns(long_name), dns("b.example.com")}}), "b.example.com");
  EXPECT_EQ(common_name({p256(), {dns(long_name)}}), "-");
  EXPECT_EQ(common_name({p256(), {ip("2606:4700::1111")}}), "2606:4700::1111");
}

/// As CPS 1.0.6 section 3.1.1 has subjects.
Catalogue cps_catalogue() {
  return Catalogue::load(
             std::vector<Settings>{{.profile = "tls-dv", .cps_subject = true},
                                   {.profile = "cps-ov", .base = "tls-ov", .cps_subject = true}},
             kNow)
      .value();
}

TEST(BuildTlsDv, NoSubjectOfTheCpsIsEmptyAndALongNameAloneIsRefused) {
  const Catalogue cps = cps_catalogue();
  const Content content{.key = p256(), .names = {dns(std::string(60, 'a') + ".example.com")}};
  EXPECT_EQ(refusal(build(kTlsDv, content, cps)), "subject_name_too_long");
  EXPECT_EQ(refusal(build(kTlsDv, content)), "ok") << "RFC 5280 and the BRs let it be empty";
  const Profile& profile = *cps.find(kTlsDv).value();
  const auto early = check_subject(profile, content.names, {}, kNow);
  ASSERT_FALSE(early);
  EXPECT_NE(early.error().parameter("citation").find("CPS 1.0.6 section 3.1.1"), std::string::npos);
  EXPECT_TRUE(check_subject(profile, {dns("a.example.com")}, {}, kNow));
}

TEST(BuildTlsOv, TheSubjectOfTheCpsHoldsAllFiveAttributesOrIsRefused) {
  const Catalogue cps = cps_catalogue();
  const auto subject = [&](std::vector<x509::Attribute> attributes) {
    Content content{.key = p256(), .names = {dns("a.example.com")}};
    content.identity = VettedIdentity::make(std::move(attributes), kNow, "a register").value();
    const auto tbs = build("cps-ov", content, cps);
    return tbs ? tbs->subject.to_text() : std::string(tbs.error().code());
  };
  const auto country = attribute(x509::kCountry, "KR");
  const auto state = attribute(x509::kStateOrProvince, "Seoul");
  const auto locality = attribute(x509::kLocality, "Jung-gu");
  const auto name = attribute(x509::kOrganization, "Acme");
  EXPECT_EQ(subject({country, state, locality, name}),
            "CN=a.example.com,O=Acme,L=Jung-gu,ST=Seoul,C=KR");
  EXPECT_EQ(subject({country, state, name}), "subject_missing");
  EXPECT_EQ(subject({country, locality, name}), "subject_missing");
}

TEST(BuildTlsDv, AlternativeNamesAreCriticalOnlyWithoutASubject) {
  const auto catalogue =
      Catalogue::load(std::vector<Settings>{{.profile = "tls-dv", .common_name = true}}, kNow)
          .value();
  const Content content{.key = p256(), .names = {dns("a.example.com")}};
  const auto critical = [](const x509::TbsCertificate& tbs) {
    return tbs.extensions.find(x509::kSubjectAltName)->critical;
  };
  EXPECT_TRUE(critical(build(kTlsDv, content).value()));
  EXPECT_FALSE(critical(build(kTlsDv, content, catalogue).value()));
}

TEST(BuildTlsDv, NamesOfOtherKindsNoneAndTooManyAreRefused) {
  x509::GeneralNames many(100, dns("a.example.com"));
  EXPECT_EQ(refusal(build(kTlsDv, {p256(), many})), "ok");
  many.push_back(dns("b.example.com"));
  EXPECT_EQ(refusal(build(kTlsDv, {p256(), many})), "names_too_many");
  EXPECT_EQ(refusal(build(kTlsDv, {p256(), {}})), "names_missing");
  EXPECT_EQ(refusal(build(kTlsDv, {p256(), {text(GeneralName::Kind::email, "a@example.com")}})),
            "name_kind_forbidden");
}

TEST(BuildTlsDv, AMissingUrlStopsTheBuild) {
  Placement without = placement();
  without.urls.crl.clear();
  const Content content{.key = p256(), .names = {dns("a.example.com")}};
  const Profile& profile = *built_in().find(kTlsDv).value();
  const auto result = build_tbs(profile, issuer(), content, without, kNow);
  EXPECT_EQ(refusal(result), "url_missing");
  without = placement();
  without.urls.ocsp.clear();
  EXPECT_TRUE(build_tbs(profile, issuer(), content, without, kNow)) << "OCSP is optional";
}

TEST(BuildTlsDv, IsNotMadeBeforeItsRowsCameIntoForce) {
  const Content content{.key = p256(), .names = {dns("a.example.com")}};
  const auto result = build_tbs(*built_in().find(kTlsDv).value(), issuer(), content, placement(),
                                at_date(2023, 9, 14));
  EXPECT_EQ(refusal(result), "profile_not_in_force");
}

TEST(BuildPrivateServer, SubjectComesInTheOrderOfTheTableWithItsStringTypes) {
  const auto tbs = build(kPrivateServer, {.key = rsa(),
                                          .names = {dns("db.internal"), ip("10.0.0.1")},
                                          .subject = {attribute(x509::kOrganization, "Größe AG"),
                                                      attribute(x509::kCountry, "DE"),
                                                      attribute(x509::kOrganization, "twice")}})
                       .value();
  EXPECT_EQ(tbs.subject.to_text(), "CN=db.internal,O=Größe AG,C=DE");
  EXPECT_EQ(tbs.subject.attributes()[0].encoding, der::Tag::printable_string);
  EXPECT_EQ(tbs.subject.attributes()[1].encoding, der::Tag::utf8_string);
  EXPECT_TRUE(known(tbs).key_usage->has(x509::KeyUse::key_encipherment));
  EXPECT_TRUE(known(tbs).subject_key_identifier);
  EXPECT_FALSE(known(tbs).certificate_policies);
}

TEST(BuildPrivateServer, TheEleventhNameIsRefused) {
  EXPECT_EQ(refusal(build(kPrivateServer, {p256(), x509::GeneralNames(10, dns("a.corp"))})), "ok");
  EXPECT_EQ(refusal(build(kPrivateServer, {p256(), x509::GeneralNames(11, dns("a.corp"))})),
            "names_too_many");
}

TEST(BuildPrivateServer, TheCrlAddressCanBeSwitchedOff) {
  Content content{.key = p256(), .names = {dns("a.corp")}};
  EXPECT_TRUE(known(build(kPrivateServer, content).value()).crl_distribution_points);
  content.include_crl_url = false;
  EXPECT_FALSE(known(build(kPrivateServer, content).value()).crl_distribution_points);
}

TEST(BuildPrivateClient, HoldsMailboxesAndUrisAndNeverServersNames) {
  const Content content{.key = p256(),
                        .names = {text(GeneralName::Kind::email, "ann@example.com"),
                                  text(GeneralName::Kind::uri, "urn:instance:i-1")},
                        .subject = {attribute(x509::kCommonName, "Ann")}};
  const auto tbs = build(kPrivateClient, content).value();
  EXPECT_EQ(tbs.subject.to_text(), "CN=Ann");
  EXPECT_EQ(*known(tbs).extended_key_usage, std::vector{x509::kClientAuth});
  Content with_dns = content;
  with_dns.names.push_back(dns("www.example.com"));
  EXPECT_EQ(refusal(build(kPrivateClient, with_dns)), "name_kind_forbidden");
  Content nameless = content;
  nameless.names.clear();
  EXPECT_TRUE(build(kPrivateClient, nameless)) << "a common name is enough";
  nameless.subject.clear();
  EXPECT_EQ(refusal(build(kPrivateClient, nameless)), "subject_missing");
}

TEST(BuildSubject, FillerAndOverlongTextsAreRefused) {
  const auto with_organization = [](const std::string& value) {
    return refusal(build(kPrivateServer, {.key = p256(),
                                          .names = {dns("a.corp")},
                                          .subject = {attribute(x509::kOrganization, value)}}));
  };
  EXPECT_EQ(with_organization("-"), "subject_malformed");
  EXPECT_EQ(with_organization(" . "), "subject_malformed");
  EXPECT_EQ(with_organization(""), "subject_malformed");
  EXPECT_EQ(with_organization(std::string(64, 'x')), "ok");
  EXPECT_EQ(with_organization(std::string(65, 'x')), "subject_malformed");
  std::string wide;
  for (int i = 0; i < 64; ++i) {
    wide += "ß";
  }
  EXPECT_EQ(with_organization(wide), "ok") << "bounds count characters, not octets";
}

TEST(BuildSubject, ACountryIsTwoCapitalLetters) {
  const auto with_country = [](const std::string& value) {
    return refusal(build(
        kPrivateServer,
        {.key = p256(), .names = {dns("a.corp")}, .subject = {attribute(x509::kCountry, value)}}));
  };
  EXPECT_EQ(with_country("KR"), "ok");
  EXPECT_EQ(with_country("kr"), "subject_malformed");
  EXPECT_EQ(with_country("KOR"), "subject_malformed");
  EXPECT_EQ(with_country("K1"), "subject_malformed");
}

Content ca_content() {
  return {.key = p256(),
          .names = {},
          .subject = {attribute(x509::kCommonName, "Some CA"), attribute(x509::kCountry, "KR"),
                      attribute(x509::kOrganization, "Chancery"),
                      attribute(x509::kOrganizationalUnit, "PKI")}};
}

TEST(BuildCa, ATlsRootIsSelfIssuedAndHasNoExtendedKeyUsage) {
  const auto tbs = build(kTlsRootCa, ca_content()).value();
  const auto extensions = known(tbs);
  EXPECT_EQ(tbs.issuer, tbs.subject);
  EXPECT_EQ(tbs.subject.to_text(), "CN=Some CA,O=Chancery,C=KR") << "no organizational unit";
  EXPECT_TRUE(extensions.basic_constraints->ca);
  EXPECT_FALSE(extensions.basic_constraints->path_length);
  EXPECT_FALSE(extensions.extended_key_usage);
  EXPECT_EQ(*extensions.authority_key_identifier->key_id, *extensions.subject_key_identifier);
  EXPECT_EQ(*extensions.key_usage,
            x509::KeyUsage({x509::KeyUse::key_cert_sign, x509::KeyUse::crl_sign}));
}

TEST(BuildCa, ATlsSubordinateIsBoundToServersAndToDepthZero) {
  Content content = ca_content();
  content.path_length = 5;
  const auto tbs = build(kTlsSubordinateCa, content).value();
  const auto extensions = known(tbs);
  EXPECT_EQ(extensions.basic_constraints->path_length, 0);
  EXPECT_EQ(*extensions.extended_key_usage, std::vector{x509::kServerAuth});
  // NT-157: one house, so that it may issue DV and OV; whoever wants less asks for one policy.
  ASSERT_EQ(extensions.certificate_policies->size(), 1U);
  EXPECT_EQ(extensions.certificate_policies->front().policy, x509::kAnyPolicy);
  EXPECT_TRUE(extensions.crl_distribution_points);
}

TEST(BuildCa, APublicCaNeedsCountryOrganizationAndName) {
  for (const std::size_t missing : {0U, 1U, 2U}) {
    Content content = ca_content();
    content.subject.erase(content.subject.begin() + static_cast<std::ptrdiff_t>(missing));
    EXPECT_EQ(refusal(build(kTlsRootCa, content)), "subject_missing");
    EXPECT_EQ(refusal(build(kTlsSubordinateCa, content)), "subject_missing");
  }
}

TEST(BuildCa, APrivateRootMayHaveADepthAndAUnit) {
  Content content = ca_content();
  content.path_length = 2;
  const auto tbs = build(kPrivateRootCa, content).value();
  EXPECT_EQ(known(tbs).basic_constraints->path_length, 2);
  EXPECT_EQ(tbs.subject.to_text(), "CN=Some CA,OU=PKI,O=Chancery,C=KR");
}

TEST(BuildOcspResponder, HasNoCheckAndSignsResponsesOnly) {
  for (const auto name : {kTlsOcspResponder, kPrivateOcspResponder}) {
    const auto tbs = build(name, ca_content()).value();
    const auto extensions = known(tbs);
    EXPECT_EQ(*extensions.extended_key_usage, std::vector{x509::kOcspSigning});
    EXPECT_EQ(tbs.extensions.find(x509::kOcspNoCheck)->value, (Bytes{5, 0}));
    EXPECT_EQ(*extensions.key_usage, x509::KeyUsage({x509::KeyUse::digital_signature}));
    EXPECT_FALSE(extensions.crl_distribution_points);
    EXPECT_FALSE(extensions.certificate_policies);
    EXPECT_FALSE(extensions.authority_info_access);
  }
}

}  // namespace
}  // namespace chancery::profile
