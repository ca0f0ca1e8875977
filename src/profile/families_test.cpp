// Every profile yields a body that its own table describes, and refuses what the table forbids.
#include <gtest/gtest.h>
#include <set>

#include "crypto/private_key.h"
#include "profile/catalogue.h"
#include "profile/changes.h"
#include "profile/errors.h"
#include "profile/sample_for_tests.h"
#include "profile/show.h"
#include "profile/validity.h"
#include "x509/algorithm_identifier.h"

namespace chancery::profile {
namespace {

using testing::attribute;
using testing::sample_content;
using Kind = x509::GeneralName::Kind;

constexpr Time kNow = at_date(2026, 11, 21);

crypto::PublicKey key() {
  static const auto made = crypto::PrivateKey::generate(crypto::kP256).value().public_key();
  return made;
}

const Profile& profile_of(std::string_view name) {
  return *built_in().find(name).value();
}

Content content_for(std::string_view name) {
  return sample_content(profile_of(name), key(), kNow);
}

Result<x509::TbsCertificate> build(std::string_view name, const Content& content, Time at = kNow) {
  SeededRandom random(1);
  const IssuerData issuer{
      x509::DistinguishedName::from_text("CN=Issuing CA 1,O=Beispiel,C=DE").value(),
      Bytes(20, 0xab), crypto::SignatureAlgorithm::ecdsa_sha256};
  const Placement placement{
      x509::Serial::random(random),
      policy::validity_of_days(to_seconds(at), 40),
      {{"http://ca.test/ca/1.der"}, {"http://ca.test/ocsp"}, {"http://ca.test/crl/1.crl"}}};
  return build_tbs(profile_of(name), issuer, content, placement, at);
}

std::string refusal(const Result<x509::TbsCertificate>& result) {
  return result ? "ok" : std::string(result.error().code());
}

std::string subject_of(std::string_view name, const Content& content) {
  return build(name, content).value().subject.to_text();
}

x509::KnownExtensions known(const Result<x509::TbsCertificate>& tbs) {
  return x509::interpret(tbs.value().extensions).value();
}

TEST(Families, EveryProfileYieldsABodyAtEveryDateOfTheLaw) {
  for (const Profile& profile : built_in().profiles()) {
    for (const Time at :
         {Time(at_date(2026, 11, 21)), Time(at_date(2027, 3, 15)), Time(at_date(2029, 3, 15))}) {
      const auto tbs = build(profile.name(), sample_content(profile, key(), at), at);
      ASSERT_TRUE(tbs) << profile.name() << ": " << tbs.error().message();
      EXPECT_EQ(x509::TbsCertificate::parse(tbs->encode()).value(), *tbs) << profile.name();
    }
  }
}

TEST(Families, NoExtensionOfABodyIsWithoutARowThatAllowsIt) {
  for (const Profile& profile : built_in().profiles()) {
    const auto tbs = build(profile.name(), sample_content(profile, key(), kNow)).value();
    std::size_t expected = 0;
    for (const Row& row : profile.rows()) {
      const bool is_extension = row.criticality != Criticality::not_an_extension;
      expected += is_extension && row.in_force(kNow) && row.emission == Emission::always ? 1 : 0;
    }
    EXPECT_GE(tbs.extensions.size(), expected) << profile.name();
  }
}

TEST(Families, NoTwoRowsOfOneFieldAreInForceAtOnce) {
  for (const Profile& profile : built_in().profiles()) {
    for (const Time at : {Time(at_date(2026, 11, 21)), Time(at_date(2027, 3, 15)),
                          Time(at_date(2027, 7, 1)), Time(at_date(2029, 3, 15))}) {
      std::set<Field> seen;
      for (const Row& row : profile.rows()) {
        if (row.in_force(at) && row.field != Field::subject) {
          EXPECT_TRUE(seen.insert(row.field).second) << profile.name() << to_text(row.field);
        }
      }
    }
  }
}

TEST(OvSubject, ComesFromTheVerifiedIdentityAloneInTheOrderOfTheBaselineRequirements) {
  EXPECT_EQ(subject_of(kTlsOv, content_for(kTlsOv)),
            "O=Beispiel & Söhne GmbH,L=Dresden,ST=Sachsen,C=DE");
  Content unverified = content_for(kTlsOv);
  unverified.identity.reset();
  EXPECT_EQ(refusal(build(kTlsOv, unverified)), "identity_missing");
}

TEST(OvSubject, AStateOrALocalityIsEnoughAndNeitherIsNot) {
  const auto with = [](std::vector<x509::Attribute> attributes) {
    Content content = content_for(kTlsOv);
    attributes.push_back(attribute(x509::kCountry, "DE"));
    attributes.push_back(attribute(x509::kOrganization, "Beispiel"));
    content.identity = VettedIdentity::make(std::move(attributes), kNow, "e").value();
    return refusal(build(kTlsOv, content));
  };
  EXPECT_EQ(with({attribute(x509::kLocality, "Dresden")}), "ok");
  EXPECT_EQ(with({attribute(x509::kStateOrProvince, "Sachsen")}), "ok");
  EXPECT_EQ(with({}), "subject_missing");
}

TEST(OvSubject, AnIdentityThatIsTooOldIsRefused) {
  const auto verified = [](Time at) {
    Content content = content_for(kTlsOv);
    content.identity = VettedIdentity::make(content.identity->attributes(), at, "register").value();
    return refusal(build(kTlsOv, content));
  };
  EXPECT_EQ(verified(kNow - std::chrono::days(397)), "ok") << "the CPS is stricter than the BR";
  EXPECT_EQ(verified(kNow - std::chrono::days(397) - std::chrono::seconds(1)), "identity_too_old");
  EXPECT_EQ(verified(kNow + std::chrono::seconds(1)), "identity_too_old");
}

TEST(OvSubject, APersonsNameAndAUnitFallAway) {
  Content content = content_for(kTlsOv);
  auto attributes = content.identity->attributes();
  attributes.push_back(attribute(x509::kSurname, "Müller"));
  attributes.push_back(attribute(x509::kGivenName, "Anna"));
  attributes.push_back(attribute(x509::kOrganizationalUnit, "Vertrieb"));
  content.identity = VettedIdentity::make(attributes, kNow, "e").value();
  EXPECT_EQ(subject_of(kTlsOv, content), "O=Beispiel & Söhne GmbH,L=Dresden,ST=Sachsen,C=DE");
  std::erase_if(attributes, [](const auto& one) { return one.type == x509::kOrganization; });
  content.identity = VettedIdentity::make(attributes, kNow, "e").value();
  EXPECT_EQ(refusal(build(kTlsOv, content)), "subject_missing");
}

TEST(IvSubject, WithoutSurnameOrGivenNameIsRefused) {
  for (const auto& missing : {x509::kSurname, x509::kGivenName, x509::kCountry}) {
    Content content = content_for(kTlsIv);
    auto attributes = content.identity->attributes();
    std::erase_if(attributes, [&](const auto& one) { return one.type == missing; });
    content.identity = VettedIdentity::make(attributes, kNow, "e").value();
    EXPECT_EQ(refusal(build(kTlsIv, content)), "subject_missing");
  }
}

TEST(TlsSubscriber, NoProfileHoldsAPseudonym) {
  for (const Profile& profile : built_in().profiles()) {
    for (const Row& row : profile.rows()) {
      const auto* one = std::get_if<SubjectAttribute>(&row.value);
      EXPECT_FALSE(profile.set() == policy::PolicySet::public_trust && one != nullptr &&
                   one->type == x509::kPseudonym)
          << profile.name();
    }
  }
}

TEST(IvSubject, HoldsAPersonAndNoUnit) {
  EXPECT_EQ(subject_of(kTlsIv, content_for(kTlsIv)), "GN=Anna,SN=Müller,L=Dresden,ST=Sachsen,C=DE");
}

TEST(EvSubject, HoldsJurisdictionRegistrationAndCategory) {
  EXPECT_EQ(subject_of(kTlsEv, content_for(kTlsEv)),
            "O=Beispiel & Söhne GmbH,L=Dresden,ST=Sachsen,C=DE,serialNumber=HRB 12345,"
            "jurisdictionST=Sachsen,jurisdictionC=DE,businessCategory=Private Organization");
}

TEST(EvSubject, OtherCategoriesAndWildcardsAreRefused) {
  Content content = content_for(kTlsEv);
  auto attributes = content.identity->attributes();
  std::ranges::find(attributes, x509::kBusinessCategory, &x509::Attribute::type)->text = "Club";
  content.identity = VettedIdentity::make(attributes, kNow, "e").value();
  EXPECT_EQ(refusal(build(kTlsEv, content)), "subject_malformed");
  content = content_for(kTlsEv);
  content.names.push_back(x509::GeneralName::from_text(Kind::dns, "*.example.com").value());
  EXPECT_EQ(refusal(build(kTlsEv, content)), "profile_wildcard_forbidden");
}

TEST(TlsSubscriber, TheReservedPolicyIsTheTypesOwn) {
  const auto policy = [](std::string_view name) {
    return known(build(name, content_for(name))).certificate_policies->front().policy.to_dotted();
  };
  EXPECT_EQ(policy(kTlsDv), "2.23.140.1.2.1");
  EXPECT_EQ(policy(kTlsOv), "2.23.140.1.2.2");
  EXPECT_EQ(policy(kTlsIv), "2.23.140.1.2.3");
  EXPECT_EQ(policy(kTlsEv), "2.23.140.1.1");
}

TEST(Precertificate, IsTheFinalBodyWithACriticalPoison) {
  const auto final_body = build(kTlsDv, content_for(kTlsDv)).value();
  auto poisoned = build(kTlsPrecertificate, content_for(kTlsPrecertificate)).value();
  const auto* poison = poisoned.extensions.find(x509::kPrecertificatePoison);
  ASSERT_NE(poison, nullptr);
  EXPECT_TRUE(poison->critical);
  EXPECT_EQ(poison->value, (Bytes{0x05, 0x00}));
  std::vector<x509::Extension> rest(poisoned.extensions.begin(), poisoned.extensions.end());
  std::erase_if(rest, [](const auto& e) { return e.id == x509::kPrecertificatePoison; });
  poisoned.extensions = x509::Extensions::make(rest).value();
  EXPECT_EQ(poisoned.encode(), final_body.encode());
}

TEST(Forbidden, APrecertificateSigningCaAndLegacyMailAreRefusedWithTheirCitation) {
  const auto ca = built_in().find("precertificate-signing-ca");
  ASSERT_FALSE(ca);
  EXPECT_TRUE(ca.error().is(kProfileForbidden));
  EXPECT_NE(ca.error().parameter("citation").find("SC092"), std::string::npos);
  EXPECT_TRUE(built_in().find("smime-mailbox-legacy").error().is(kProfileForbidden));
}

TEST(Mail, SubjectsFollowTheTypeOfTheCertificate) {
  EXPECT_EQ(subject_of("smime-mailbox-strict", content_for("smime-mailbox-strict")),
            "CN=anna@example.com");
  EXPECT_EQ(subject_of("smime-organization-strict", content_for("smime-organization-strict")),
            "serialNumber=HRB 12345,CN=Beispiel & Söhne GmbH,"
            "organizationIdentifier=NTRDE-DER1100.HRB12345,O=Beispiel & Söhne GmbH,L=Dresden,"
            "ST=Sachsen,C=DE");
  EXPECT_EQ(subject_of("smime-sponsor-strict", content_for("smime-sponsor-strict")),
            "serialNumber=HRB 12345,CN=Anna Müller,GN=Anna,SN=Müller,"
            "organizationIdentifier=NTRDE-DER1100.HRB12345,O=Beispiel & Söhne GmbH,L=Dresden,"
            "ST=Sachsen,C=DE");
  EXPECT_EQ(subject_of("smime-individual-strict", content_for("smime-individual-strict")),
            "serialNumber=HRB 12345,CN=Anna Müller,GN=Anna,SN=Müller,L=Dresden,ST=Sachsen,C=DE");
}

TEST(Mail, APseudonymStandsAloneAndALocalityNeedsACountry) {
  const auto with = [](std::vector<x509::Attribute> attributes) {
    Content content = content_for("smime-individual-strict");
    content.identity = VettedIdentity::make(std::move(attributes), kNow, "e").value();
    return refusal(build("smime-individual-strict", content));
  };
  EXPECT_EQ(with({attribute(x509::kPseudonym, "Kolibri")}), "ok");
  EXPECT_EQ(with({attribute(x509::kSurname, "Müller")}), "ok");
  EXPECT_EQ(with({attribute(x509::kLocality, "Dresden")}), "subject_missing");
  EXPECT_EQ(with({attribute(x509::kPseudonym, "Kolibri"), attribute(x509::kSurname, "Müller")}),
            "subject_contradicts");
  EXPECT_EQ(with({attribute(x509::kSurname, "Müller"), attribute(x509::kLocality, "Dresden")}),
            "subject_missing");
}

TEST(Mail, StrictHoldsEmailProtectionAloneAndKeysServeBothUses) {
  const auto strict = known(build("smime-mailbox-strict", content_for("smime-mailbox-strict")));
  EXPECT_EQ(*strict.extended_key_usage, std::vector{x509::kEmailProtection});
  EXPECT_TRUE(strict.key_usage->has(x509::KeyUse::key_agreement));
  EXPECT_EQ(strict.certificate_policies->front().policy.to_dotted(), "2.23.140.1.5.1.3");
  const auto multi =
      known(build("smime-sponsor-multipurpose", content_for("smime-sponsor-multipurpose")));
  EXPECT_EQ(*multi.extended_key_usage, (std::vector{x509::kEmailProtection, x509::kClientAuth}));
  EXPECT_EQ(multi.certificate_policies->front().policy.to_dotted(), "2.23.140.1.5.3.2");
}

TEST(ConstrainedCa, WhatIsNotPermittedIsExcludedAsAWhole) {
  const auto constraints =
      *known(build(kTlsConstrainedCa, content_for(kTlsConstrainedCa))).name_constraints;
  EXPECT_EQ(constraints.permitted, testing::sample_constraints().permitted);
  ASSERT_EQ(constraints.excluded.size(), 2U) << "DNS is permitted, addresses are not";
  EXPECT_EQ(to_bytes(constraints.excluded[0].value()), Bytes(8, 0));
  EXPECT_EQ(to_bytes(constraints.excluded[1].value()), Bytes(32, 0));

  Content addresses = content_for(kTlsConstrainedCa);
  addresses.name_constraints->permitted[0] =
      x509::GeneralName::ip_with_mask(Bytes{198, 51, 100, 0, 255, 255, 255, 0}).value();
  const auto without_dns = *known(build(kTlsConstrainedCa, addresses)).name_constraints;
  ASSERT_EQ(without_dns.excluded.size(), 2U);
  EXPECT_EQ(without_dns.excluded[0].kind(), Kind::dns);
  EXPECT_TRUE(without_dns.excluded[0].value().empty());
}

TEST(ConstrainedCa, ConstraintsWithoutADirectoryNameOrOfBadFormAreRefused) {
  Content content = content_for(kTlsConstrainedCa);
  content.name_constraints.reset();
  EXPECT_EQ(refusal(build(kTlsConstrainedCa, content)), "name_constraints_missing");
  content = content_for(kTlsConstrainedCa);
  content.name_constraints->permitted.pop_back();
  EXPECT_EQ(refusal(build(kTlsConstrainedCa, content)), "name_constraints_missing");
  for (const auto& bad :
       {x509::GeneralName::from_text(Kind::dns, "*.example.com").value(),
        x509::GeneralName::from_text(Kind::dns, ".example.com").value(),
        x509::GeneralName::from_text(Kind::dns, "").value(),
        x509::GeneralName::from_text(Kind::email, "example.com").value(),
        x509::GeneralName::ip_with_mask(Bytes{198, 51, 100, 1, 255, 255, 255, 0}).value(),
        x509::GeneralName::ip_with_mask(Bytes{198, 51, 100, 0, 255, 0, 255, 0}).value()}) {
    content = content_for(kTlsConstrainedCa);
    content.name_constraints->permitted.push_back(bad);
    EXPECT_EQ(refusal(build(kTlsConstrainedCa, content)), "name_constraint_forbidden")
        << bad.to_text();
  }
}

TEST(NonTlsCa, NeedsPurposesAndNeverServerAuth) {
  for (const auto name : {kNonTlsConstrainedCa, kNonTlsCrossCa}) {
    const auto with = [&](std::vector<der::Oid> purposes) {
      Content content = content_for(name);
      content.purposes = std::move(purposes);
      return refusal(build(name, content));
    };
    EXPECT_EQ(with({}), "profile_choice_forbidden");
    EXPECT_EQ(with({x509::kTimeStamping}), "ok");
    EXPECT_EQ(with({x509::kServerAuth}), "profile_choice_forbidden");
    EXPECT_EQ(with({x509::kTimeStamping, x509::kServerAuth}), "profile_choice_forbidden");
    EXPECT_EQ(with({x509::kAnyExtendedKeyUsage}), "profile_choice_forbidden");
    EXPECT_EQ(with({x509::kPrecertificateSigning}), "profile_choice_forbidden");
    EXPECT_EQ(with({x509::kOcspSigning}),
              name == kNonTlsConstrainedCa ? "profile_choice_forbidden" : "ok");
    EXPECT_EQ(with({x509::kTimeStamping, x509::kTimeStamping}), "profile_choice_forbidden");
  }
}

TEST(NonTlsCa, HoldsAnyPolicyAloneOrDocumentedOnes) {
  const auto with = [&](std::vector<der::Oid> policies) {
    Content content = content_for(kNonTlsConstrainedCa);
    content.policies = std::move(policies);
    return refusal(build(kNonTlsConstrainedCa, content));
  };
  constexpr der::Oid kOwn{1, 3, 6, 1, 4, 1, 32473, 1};
  EXPECT_EQ(with({}), "ok");
  EXPECT_EQ(with({x509::kAnyPolicy}), "ok");
  EXPECT_EQ(with({kOwn}), "ok");
  EXPECT_EQ(with({x509::kAnyPolicy, kOwn}), "profile_choice_forbidden");
  EXPECT_EQ(with({der::Oid{2, 23, 140, 1, 2, 1}}), "profile_choice_forbidden");
}

TEST(TlsCa, HoldsExactlyOneReservedPolicyAndServerAuthAlone) {
  const auto with = [&](std::vector<der::Oid> policies) {
    Content content = content_for(kTlsSubordinateCa);
    content.policies = std::move(policies);
    return refusal(build(kTlsSubordinateCa, content));
  };
  constexpr der::Oid kOv{2, 23, 140, 1, 2, 2};
  constexpr der::Oid kOwn{1, 3, 6, 1, 4, 1, 32473, 1};
  EXPECT_EQ(with({kOv}), "ok");
  EXPECT_EQ(with({kOv, kOwn}), "ok");
  EXPECT_EQ(with({x509::kAnyPolicy}), "ok");
  EXPECT_EQ(with({kOwn}), "profile_choice_forbidden");
  EXPECT_EQ(with({kOv, der::Oid{2, 23, 140, 1, 2, 1}}), "profile_choice_forbidden");
  Content content = content_for(kTlsSubordinateCa);
  content.purposes = {x509::kServerAuth, x509::kClientAuth};
  EXPECT_EQ(refusal(build(kTlsSubordinateCa, content)), "profile_choice_forbidden");
  EXPECT_EQ(refusal(build(kTlsSubordinateCa, content, at_date(2026, 6, 14))), "ok")
      << "before Chrome's date the BR allowed it";
}

TEST(TlsCa, HoldsEveryExtensionThatIsMandatory) {
  for (const auto name :
       {kTlsSubordinateCa, kTlsCrossRestrictedCa, kTlsCrossCa, kTlsConstrainedCa}) {
    const auto extensions = known(build(name, content_for(name)));
    EXPECT_TRUE(extensions.authority_key_identifier && extensions.subject_key_identifier);
    EXPECT_TRUE(extensions.basic_constraints->ca);
    EXPECT_TRUE(extensions.key_usage && extensions.certificate_policies);
    EXPECT_TRUE(extensions.crl_distribution_points && extensions.extended_key_usage);
    EXPECT_TRUE(extensions.authority_info_access);
  }
}

TEST(CrossCertificate, RestrictedToTlsHoldsServerAuthAlone) {
  const auto with = [](std::vector<der::Oid> purposes) {
    Content content = content_for(kTlsCrossRestrictedCa);
    content.purposes = std::move(purposes);
    return refusal(build(kTlsCrossRestrictedCa, content));
  };
  EXPECT_EQ(with({}), "ok");
  for (const auto& other : {x509::kEmailProtection, x509::kCodeSigning, x509::kTimeStamping,
                            x509::kAnyExtendedKeyUsage}) {
    EXPECT_EQ(with({x509::kServerAuth, other}), "profile_choice_forbidden");
  }
}

TEST(CrossCertificate, RepeatsSubjectAndKeyOfTheExistingCa) {
  const auto tbs = build(kTlsCrossCa, content_for(kTlsCrossCa)).value();
  EXPECT_EQ(tbs.subject, testing::sample_ca_name()) << "byte for byte";
  EXPECT_EQ(*x509::interpret(tbs.extensions).value().extended_key_usage,
            std::vector{x509::kAnyExtendedKeyUsage});
  Content content = content_for(kTlsCrossCa);
  content.existing->spki_der = Bytes(3, 1);
  EXPECT_EQ(refusal(build(kTlsCrossCa, content)), "existing_ca_differs");
  content.existing.reset();
  EXPECT_EQ(refusal(build(kTlsCrossCa, content)), "existing_ca_missing");
}

TEST(CrossCertificate, MayBeginWithTheExistingOneAndNoOtherCaMay) {
  const Seconds long_ago = at_date(2020, 1, 1);
  const ValidityWish wish{.not_before = long_ago, .days = 3000, .existing_not_before = long_ago};
  EXPECT_TRUE(decide_validity(profile_of(kTlsCrossCa), wish, std::nullopt, kNow));
  EXPECT_FALSE(decide_validity(profile_of(kTlsSubordinateCa), wish, std::nullopt, kNow));
  ValidityWish earlier = wish;
  earlier.not_before = long_ago - std::chrono::seconds(1);
  EXPECT_FALSE(decide_validity(profile_of(kTlsCrossCa), earlier, std::nullopt, kNow));
}

TEST(Changes, NameWhatTheLawChangesOnADate) {
  const auto changes =
      changes_between(profile_of(kTlsDv), at_date(2027, 3, 14), at_date(2027, 3, 15));
  const auto of = [&](std::string_view what) {
    const auto found = std::ranges::find(changes, what, &Change::what);
    return found == changes.end() ? std::string() : found->before + " -> " + found->after;
  };
  EXPECT_EQ(of("validity_days"), "200 -> 100");
  EXPECT_EQ(of("domain_reuse_days"), "200 -> 100");
  EXPECT_NE(of("extKeyUsage"), "");
  EXPECT_TRUE(
      changes_between(profile_of(kTlsDv), at_date(2027, 3, 15), at_date(2029, 3, 14)).empty());
  EXPECT_EQ(changes_between(profile_of(kTlsDv), at_date(2029, 3, 14), at_date(2029, 3, 15)).size(),
            2U);
}

}  // namespace
}  // namespace chancery::profile
