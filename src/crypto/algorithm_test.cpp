#include "crypto/algorithm.h"

#include <gtest/gtest.h>

#include "crypto/errors.h"

namespace chancery::crypto {
namespace {

TEST(KeySpec, text_is_read_back_as_the_same_kind_of_key) {
  for (const KeySpec spec :
       {kP256, kP384, kP521, kEd25519, kRsa2048, kRsa3072, kRsa4096, KeySpec{KeyType::rsa, 8192}}) {
    EXPECT_EQ(parse_key_spec(to_text(spec)).value(), spec);
    EXPECT_TRUE(is_supported(spec));
  }
}

TEST(KeySpec, refuses_names_that_are_no_kind_of_key) {
  for (const std::string_view text : {"", "p255", "P256", "rsa", "rsa1024", "rsa2049", "rsa8200",
                                      "rsa16384", "rsa+204", "rsa 2048", "ed448", "p256 "}) {
    const auto spec = parse_key_spec(text);
    ASSERT_FALSE(spec) << text;
    EXPECT_TRUE(spec.error().is(kAlgorithmNameUnknown));
  }
}

TEST(KeySpec, sizes_that_do_not_exist_are_not_supported) {
  EXPECT_FALSE(is_supported({KeyType::rsa, 2047}));
  EXPECT_FALSE(is_supported({KeyType::rsa, 8193}));
  EXPECT_FALSE(is_supported({KeyType::ecdsa, 224}));
  EXPECT_FALSE(is_supported({KeyType::ed25519, 448}));
}

TEST(KeySpec, has_a_name_for_people) {
  EXPECT_EQ(display_name(kP256), "ECDSA P-256");
  EXPECT_EQ(display_name(kRsa2048), "RSA 2048");
  EXPECT_EQ(display_name(kEd25519), "Ed25519");
}

TEST(Curve, and_its_key_kind_belong_together) {
  for (const Curve curve : {Curve::p256, Curve::p384, Curve::p521}) {
    EXPECT_EQ(curve_of(spec_of(curve)), curve);
  }
  EXPECT_EQ(curve_of(kRsa2048), std::nullopt);
  EXPECT_EQ(field_size(Curve::p256), 32U);
  EXPECT_EQ(field_size(Curve::p521), 66U);
}

TEST(SignatureAlgorithm, default_is_the_pair_that_the_baseline_requirements_fix) {
  EXPECT_EQ(default_signature_algorithm(kP256), SignatureAlgorithm::ecdsa_sha256);
  EXPECT_EQ(default_signature_algorithm(kP384), SignatureAlgorithm::ecdsa_sha384);
  EXPECT_EQ(default_signature_algorithm(kP521), SignatureAlgorithm::ecdsa_sha512);
  EXPECT_EQ(default_signature_algorithm(kRsa4096), SignatureAlgorithm::rsa_sha256);
  EXPECT_EQ(default_signature_algorithm(kEd25519), SignatureAlgorithm::ed25519);
}

TEST(SignatureAlgorithm, table_rows_stand_where_the_enumeration_says) {
  int index = 0;
  for (const SignatureAlgorithm algorithm : all_signature_algorithms()) {
    EXPECT_EQ(static_cast<int>(algorithm), index++);
    const int fitting = static_cast<int>(fits(algorithm, kRsa2048)) +
                        static_cast<int>(fits(algorithm, kP384)) +
                        static_cast<int>(fits(algorithm, kEd25519));
    EXPECT_EQ(fitting, 1) << display_name(algorithm);
  }
  EXPECT_EQ(hash_of(SignatureAlgorithm::rsa_pss_sha384), HashAlgorithm::sha384);
  EXPECT_EQ(hash_of(SignatureAlgorithm::ecdsa_sha512), HashAlgorithm::sha512);
  EXPECT_EQ(hash_of(SignatureAlgorithm::ed25519), std::nullopt);
}

}  // namespace
}  // namespace chancery::crypto
