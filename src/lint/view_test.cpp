#include "lint/view.h"

#include <gtest/gtest.h>

#include "lint/testing/sample.h"

namespace chancery::lint::testing {
namespace {

TEST(View, TellsEveryFieldOfALeaf) {
  const Sample s = tls_leaf();
  const Bytes tbs = s.tbs();
  const View view = View::parse(tbs).value();
  EXPECT_EQ(view.version, 2);
  EXPECT_TRUE(equal(view.serial, s.serial));
  EXPECT_TRUE(equal(view.signature_algorithm_tlv, s.algorithm));
  EXPECT_TRUE(equal(view.issuer.tlv, encode_name(s.issuer)));
  ASSERT_EQ(view.issuer.attributes.size(), 3U);
  EXPECT_EQ(view.issuer.attributes[2].type, x509::kCommonName);
  EXPECT_EQ(as_text(view.issuer.attributes[2].value), "Issuing CA 1");
  EXPECT_EQ(view.issuer.attributes[2].rdn, 2U);
  EXPECT_EQ(view.not_before.time, s.not_before);
  EXPECT_EQ(view.not_after.time, s.not_after);
  EXPECT_TRUE(view.subject.attributes.empty());
  EXPECT_TRUE(equal(view.key.spki_tlv, s.spki));
  EXPECT_EQ(view.key.curve, kCurveP256);
  EXPECT_EQ(view.key.key_bits.size(), 65U);
  EXPECT_FALSE(view.has_unique_ids);
  EXPECT_EQ(view.extensions.size(), 8U);
}

TEST(View, TakesKnownExtensionsApart) {
  const Sample s = tls_leaf();
  const Bytes tbs = s.tbs();
  const View view = View::parse(tbs).value();
  ASSERT_EQ(view.subject_alt_names->size(), 2U);
  EXPECT_EQ(as_text(view.subject_alt_names->at(1).value), "*.example.net");
  EXPECT_EQ(*view.extended_key_usage, std::vector{x509::kServerAuth});
  EXPECT_EQ(view.key_usage, 1U);
  EXPECT_EQ(view.policies->front().id, kDomainValidated);
  EXPECT_EQ(view.authority_info_access->front().method, x509::kAccessOcsp);
  EXPECT_EQ(as_text(view.crl_distribution_points->front().full_name.front().value),
            "http://ca.example/crl/1");
  EXPECT_FALSE(view.basic_constraints->ca);
  EXPECT_TRUE(equal(view.authority_key_id->key_id, s.issuer_key_id));
  EXPECT_FALSE(view.subject_key_id);
  EXPECT_EQ(view.find(x509::kNameConstraints), nullptr);
}

TEST(View, TellsAnRsaKey) {
  Sample s = root_ca();
  s.spki = rsa_key(4096, {1, 0, 1});
  const Bytes tbs = s.tbs();
  const View view = View::parse(tbs).value();
  EXPECT_EQ(view.key.algorithm, kRsaEncryption);
  EXPECT_EQ(bit_length(view.key.modulus), 4096U);
  EXPECT_TRUE(equal(view.key.exponent, Bytes{1, 0, 1}));
  EXPECT_TRUE(view.basic_constraints->ca);
  EXPECT_EQ(kind_of_key(s.spki), KeyKind::rsa);
}

TEST(View, TellsRdnsOfSeveralAttributesApart) {
  Sample s = private_leaf();
  s.subject.back().same_rdn = true;
  const Bytes tbs = s.tbs();
  const View view = View::parse(tbs).value();
  ASSERT_EQ(view.subject.attributes.size(), 2U);
  EXPECT_EQ(view.subject.attributes[0].rdn, view.subject.attributes[1].rdn);
}

TEST(View, ABrokenDistributionPointIsSeen) {
  Sample s = tls_leaf();
  s.put(x509::kCrlDistributionPoints, false, points({"http://a.b/c"}, [](Writer& w) {
          w.context_primitive(1, Bytes{1, 2});
          w.context(2, [&] { write_general_names(w, {{kDnsName, "x"}}); });
        }));
  const Bytes tbs = s.tbs();
  const View view = View::parse(tbs).value();
  EXPECT_TRUE(view.crl_distribution_points->front().has_reasons);
  EXPECT_TRUE(view.crl_distribution_points->front().has_crl_issuer);
  EXPECT_FALSE(view.crl_distribution_points->front().has_relative_name);
}

TEST(View, AGeneralNameOfAUniversalTagIsRefused) {
  Sample s = tls_leaf();
  s.put(x509::kSubjectAltName, true,
        encode([](Writer& w) { w.sequence([&] { w.ia5_string("www.example.com"); }); }));
  const Bytes tbs = s.tbs();
  EXPECT_FALSE(View::parse(tbs));
}

TEST(View, KindsOfKeysAreToldByAlgorithmAndCurve) {
  EXPECT_EQ(kind_of_key(ec_key(kCurveP256, 32, 1)), KeyKind::p256);
  EXPECT_EQ(kind_of_key(ec_key(kCurveP384, 48, 1)), KeyKind::p384);
  EXPECT_EQ(kind_of_key(ec_key(kCurveP521, 66, 1)), KeyKind::p521);
  EXPECT_EQ(kind_of_key(ec_key(Oid{1, 3, 132, 0, 10}, 32, 1)), KeyKind::other);
  EXPECT_EQ(kind_of_key(ed25519_key()), KeyKind::ed25519);
  EXPECT_EQ(kind_of_key(Bytes{0x30, 0x00}), KeyKind::other);
}

}  // namespace
}  // namespace chancery::lint::testing
