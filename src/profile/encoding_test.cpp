// The octets that TLS BR 7.1.2 to 7.1.4 fix: names in their order and string types, one attribute
// an RDN, the issuer's octets, times whose last second counts.
#include "base/encoding.h"

#include <gtest/gtest.h>

#include "crypto/private_key.h"
#include "profile/catalogue.h"
#include "profile/errors.h"
#include "profile/sample_for_tests.h"
#include "profile/validity.h"

namespace chancery::profile {
namespace {

using testing::attribute;

constexpr Time kNow = at_date(2026, 11, 21);

crypto::PublicKey key_of(crypto::KeySpec spec) {
  return crypto::PrivateKey::generate(spec).value().public_key();
}

Result<x509::TbsCertificate> build_ov(
    std::vector<x509::Attribute> verified,
    const x509::DistinguishedName& issuer = testing::sample_ca_name()) {
  SeededRandom random(1);
  const Profile& profile = *built_in().find(kTlsOv).value();
  Content content = testing::sample_content(profile, key_of(crypto::kP256), kNow);
  content.identity = TRY(VettedIdentity::make(std::move(verified), kNow, "register"));
  return build_tbs(profile, {issuer, Bytes(20, 1), crypto::SignatureAlgorithm::rsa_pss_sha256},
                   content,
                   {x509::Serial::random(random),
                    policy::validity_of_days(to_seconds(kNow), 200),
                    {{"http://ca.test/1.der"}, {"http://ca.test/ocsp"}, {"http://ca.test/1.crl"}}},
                   kNow);
}

std::vector<x509::Attribute> verified() {
  return {attribute(x509::kOrganization, "Größe AG"), attribute(x509::kLocality, "Köln"),
          attribute(x509::kCountry, "DE")};
}

TEST(Encoding, TheSubjectStandsInTheOrderOfTheLawWithItsStringTypes) {
  const auto tbs = build_ov(verified()).value();
  EXPECT_EQ(to_hex(tbs.subject.der()),
            "3032"
            "310b3009060355040613024445"                    // C, PrintableString
            "310e300c06035504070c054bc3b66c6e"              // L, UTF8String
            "31133011060355040a0c0a4772c3b6c39f65204147");  // O, UTF8String
}

TEST(Encoding, NoAttributeStandsTwiceAndEachAloneInItsRdn) {
  auto twice = verified();
  twice.push_back(attribute(x509::kOrganization, "Zweite AG"));
  twice.push_back(attribute(x509::kOrganizationalUnit, "Abteilung"));
  const auto tbs = build_ov(twice).value();
  EXPECT_EQ(tbs.subject, build_ov(verified()).value().subject);
  for (const auto& one : tbs.subject.attributes()) {
    EXPECT_FALSE(one.same_rdn);
  }
}

TEST(Encoding, FillerOverlongTextsAndCountriesThatAreNoneAreRefused) {
  for (const auto& bad :
       {attribute(x509::kOrganization, " - "), attribute(x509::kOrganization, "."),
        attribute(x509::kOrganization, std::string(65, 'x')),
        attribute(x509::kLocality, std::string(129, 'x')), attribute(x509::kCountry, "UK"),
        attribute(x509::kCountry, "de"), attribute(x509::kPostalCode, std::string(17, '1'))}) {
    auto attributes = verified();
    std::erase_if(attributes, [&](const auto& one) { return one.type == bad.type; });
    attributes.push_back(bad);
    const auto made = VettedIdentity::make(attributes, kNow, "register");
    ASSERT_FALSE(made) << bad.text;
    EXPECT_TRUE(made.error().is(kSubjectMalformed));
  }
  EXPECT_TRUE(VettedIdentity::make(verified(), kNow, "").error().is(kIdentityUnproven));
}

TEST(Encoding, TheIssuersOctetsAreCopiedHoweverTheyAreEncoded) {
  // CN as PrintableString, where we would write UTF8String.
  const auto plain =
      x509::DistinguishedName::parse(from_hex("300d310b3009060355040313024341").value()).value();
  EXPECT_EQ(to_hex(build_ov(verified(), plain).value().issuer.der()),
            "300d310b3009060355040313024341");
}

TEST(Encoding, TheAlgorithmIsWrittenTheSameInsideAsOutside) {
  EXPECT_EQ(to_hex(build_ov(verified()).value().signature_algorithm_der),
            "304106092a864886f70d01010a3034a00f300d06096086480165030402010500a11c301a06092a864886f7"
            "0d010108300d06096086480165030402010500a203020120");
}

TEST(Encoding, KeysAreNamedByTheOctetsOfTheLaw) {
  const auto head = [](crypto::KeySpec spec, std::size_t digits) {
    const auto key = key_of(spec);
    const std::string text = to_hex(key.spki_der());
    return text.substr(text.find("0609") != std::string::npos && spec.type == crypto::KeyType::rsa
                           ? text.find("300d0609")
                           : text.find("30", 2),
                       digits);
  };
  EXPECT_EQ(head(crypto::kRsa2048, 30), "300d06092a864886f70d0101010500");
  EXPECT_EQ(head(crypto::kP256, 42), "301306072a8648ce3d020106082a8648ce3d030107");
  EXPECT_EQ(head(crypto::kP384, 36), "301006072a8648ce3d020106052b81040022");
  EXPECT_EQ(head(crypto::kP521, 36), "301006072a8648ce3d020106052b81040023");
}

TEST(Encoding, TheLastSecondOfAValidityCounts) {
  const auto validity =
      decide_validity(*built_in().find(kTlsOv).value(), {.days = 200}, std::nullopt, kNow).value();
  EXPECT_EQ((validity.not_after - validity.not_before).count() + 1, 200 * 86'400);
  const ValidityWish one_more{.not_before = validity.not_before,
                              .not_after = validity.not_after + std::chrono::seconds(1)};
  EXPECT_TRUE(decide_validity(*built_in().find(kTlsOv).value(), one_more, std::nullopt, kNow)
                  .error()
                  .is(kValidityTooLong));
}

}  // namespace
}  // namespace chancery::profile
