#include "crypto/private_key.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <thread>

#include "base/encoding.h"
#include "crypto/ecdsa_value.h"
#include "crypto/errors.h"
#include "crypto/peer_for_tests.h"

namespace chancery::crypto {
namespace {

const Bytes kMessage = to_bytes(std::string_view("a message to be signed"));

TEST(PrivateKey, signatures_of_every_algorithm_verify) {
  for (const KeySpec spec : {kP256, kP384, kP521, kEd25519, kRsa2048}) {
    const PrivateKey key = PrivateKey::generate(spec).value();
    EXPECT_EQ(key.spec(), spec);
    for (const SignatureAlgorithm algorithm : all_signature_algorithms()) {
      const auto signature = key.sign(algorithm, kMessage);
      ASSERT_EQ(signature.has_value(), fits(algorithm, spec)) << display_name(algorithm);
      if (signature) {
        EXPECT_TRUE(key.public_key().verify(algorithm, kMessage, *signature));
      } else {
        EXPECT_TRUE(signature.error().is(kSignatureAlgorithmMismatch));
      }
    }
  }
}

TEST(PrivateKey, signing_a_digest_is_signing_the_message) {
  for (const KeySpec spec : {kP384, kRsa2048}) {
    const PrivateKey key = PrivateKey::generate(spec).value();
    const auto algorithm = default_signature_algorithm(spec);
    const Bytes digest = hash(*hash_of(algorithm), kMessage);
    const Bytes signature = key.sign_digest(algorithm, digest).value();
    EXPECT_TRUE(key.public_key().verify(algorithm, kMessage, signature));
    EXPECT_TRUE(key.public_key().verify_digest(algorithm, digest, signature));
    EXPECT_FALSE(key.sign_digest(algorithm, BytesView(digest).first(20)));
  }
  const PrivateKey ed = PrivateKey::generate(kEd25519).value();
  EXPECT_FALSE(ed.sign_digest(SignatureAlgorithm::ed25519, Bytes(64)));
}

TEST(PrivateKey, refuses_to_generate_what_it_could_not_load) {
  for (const KeySpec spec :
       {KeySpec{KeyType::rsa, 1024}, KeySpec{KeyType::rsa, 16384}, KeySpec{KeyType::ecdsa, 224}}) {
    const auto key = PrivateKey::generate(spec);
    ASSERT_FALSE(key);
    EXPECT_TRUE(key.error().is(kKeyUnsupported));
  }
}

TEST(PrivateKey, survives_every_way_out_and_in) {
  const Secret passphrase(std::string_view("correct horse"));
  for (const KeySpec spec : {kP256, kP521, kEd25519, kRsa2048}) {
    const PrivateKey key = PrivateKey::generate(spec).value();
    EXPECT_EQ(PrivateKey::from_pkcs8(key.to_pkcs8()->reveal()).value().public_key(),
              key.public_key());
    EXPECT_EQ(PrivateKey::from_pem(key.to_pem()->reveal_text()).value().public_key(),
              key.public_key());
    const std::string encrypted = key.to_encrypted_pem(passphrase).value();
    EXPECT_TRUE(encrypted.starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----"));
    EXPECT_EQ(PrivateKey::from_pem(encrypted, &passphrase).value().public_key(), key.public_key());
  }
}

TEST(PrivateKey, does_not_open_without_the_right_passphrase_and_asks_nobody) {
  const std::string pem =
      PrivateKey::generate(kP256)->to_encrypted_pem(Secret(std::string_view("right"))).value();
  const Secret wrong(std::string_view("wrong"));
  for (const Secret* passphrase : {static_cast<const Secret*>(nullptr), &wrong}) {
    const auto key = PrivateKey::from_pem(pem, passphrase);
    ASSERT_FALSE(key);
    EXPECT_TRUE(key.error().is(kPassphraseWrong)) << key.error().log_line();
  }
}

TEST(PrivateKey, reads_and_is_read_by_the_openssl_program) {
  TestFolder folder;
  const Secret passphrase(std::string_view("correct horse"));
  const PrivateKey key = PrivateKey::generate(kP256).value();
  folder.write("ours.pem", as_bytes(key.to_encrypted_pem(passphrase).value()));
  ASSERT_TRUE(folder.openssl("pkey -in ours.pem -passin 'pass:correct horse' -pubout -out pub.pem"))
      << folder.output();
  EXPECT_EQ(folder.der("pub.pem"), to_bytes(key.public_key().spki_der()));

  ASSERT_TRUE(folder.openssl("ecparam -name prime256v1 -genkey -out sec1.pem"));
  ASSERT_TRUE(folder.openssl("genrsa -traditional -out pkcs1.pem 2048"));
  ASSERT_TRUE(
      folder.openssl("pkcs8 -topk8 -in sec1.pem -scrypt -passout 'pass:correct horse' -out s.pem"));
  for (const char* file : {"sec1.pem", "pkcs1.pem", "s.pem"}) {
    const auto theirs = PrivateKey::from_pem(folder.read(file), &passphrase);
    ASSERT_TRUE(theirs) << file << theirs.error().log_line();
    ASSERT_TRUE(folder.openssl(std::string("pkey -passin 'pass:correct horse' -pubout -out pub.pem "
                                           "-in ") +
                               file));
    EXPECT_EQ(to_bytes(theirs->public_key().spki_der()), folder.der("pub.pem"));
  }
}

TEST(PrivateKey, refuses_encryption_of_the_past_and_absurd_round_counts) {
  TestFolder folder;
  const Secret passphrase(std::string_view("x"));
  ASSERT_TRUE(folder.openssl("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out k.pem"));
  ASSERT_TRUE(folder.openssl("pkcs8 -topk8 -in k.pem -v1 PBE-SHA1-3DES -passout pass:x -out 3.pem"))
      << folder.output();
  const auto old = PrivateKey::from_pem(folder.read("3.pem"), &passphrase);
  ASSERT_FALSE(old);
  EXPECT_TRUE(old.error().is(kKeyUnsupported));

  ASSERT_TRUE(folder.openssl("pkcs8 -topk8 -in k.pem -iter 65536 -passout pass:x -out many.pem"));
  Bytes der = folder.der("many.pem");
  const Bytes rounds = from_hex("0203010000").value();
  const auto at = std::search(der.begin(), der.end(), rounds.begin(), rounds.end());
  ASSERT_NE(at, der.end());
  at[2] = 0x7f;
  const auto absurd = PrivateKey::from_pem(to_pem("ENCRYPTED PRIVATE KEY", der), &passphrase);
  ASSERT_FALSE(absurd);
  EXPECT_TRUE(absurd.error().is(kKeyDerivationRefused)) << absurd.error().log_line();
}

TEST(PrivateKey, is_not_read_from_what_is_no_key) {
  EXPECT_FALSE(PrivateKey::from_pkcs8({}));
  EXPECT_FALSE(PrivateKey::from_pkcs8(Bytes(100, 0x30)));
  EXPECT_FALSE(PrivateKey::from_pem(""));
  EXPECT_FALSE(PrivateKey::from_pem(to_pem("CERTIFICATE", Bytes(10, 1))));
  EXPECT_FALSE(PrivateKey::from_pem(to_pem("PRIVATE KEY", Bytes(10, 1))));
  EXPECT_FALSE(PrivateKey::from_pem(to_pem("DSA PRIVATE KEY", Bytes(10, 1))));
  EXPECT_FALSE(PrivateKey::from_pem(std::string(70'000, 'x')));
  Bytes longer = to_bytes(PrivateKey::generate(kP256)->to_pkcs8()->reveal());
  longer.push_back(0);
  EXPECT_FALSE(PrivateKey::from_pkcs8(longer));
}

TEST(PrivateKey, with_a_public_half_of_another_key_is_refused) {
  Bytes mixed = to_bytes(PrivateKey::generate(kP256)->to_pkcs8()->reveal());
  const PrivateKey other = PrivateKey::generate(kP256).value();
  const BytesView point = other.public_key().key_bits();
  std::copy(point.begin(), point.end(), mixed.end() - static_cast<std::ptrdiff_t>(point.size()));
  const auto key = PrivateKey::from_pkcs8(mixed);
  ASSERT_FALSE(key);
  EXPECT_TRUE(key.error().is(kPrivateKeyMalformed));
}

TEST(PrivateKey, signs_from_many_threads_at_once) {
  const PrivateKey key = PrivateKey::generate(kP256).value();
  std::vector<std::jthread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&key, i] {
      const PrivateKey mine = key.share();
      for (int n = 0; n < 50; ++n) {
        const Bytes message{static_cast<std::uint8_t>(i), static_cast<std::uint8_t>(n)};
        const Bytes signature = mine.sign(SignatureAlgorithm::ecdsa_sha256, message).value();
        EXPECT_TRUE(mine.public_key().verify(SignatureAlgorithm::ecdsa_sha256, message, signature));
      }
    });
  }
}

// RFC 8032 section 7.1, test 2.
TEST(PrivateKey, ed25519_matches_rfc_8032) {
  const Bytes pkcs8 = from_hex(
                          "302e020100300506032b657004220420"
                          "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
                          .value();
  const PrivateKey key = PrivateKey::from_pkcs8(pkcs8).value();
  EXPECT_EQ(to_hex(key.public_key().key_bits()),
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
  EXPECT_EQ(to_hex(key.sign(SignatureAlgorithm::ed25519, Bytes{0x72}).value()),
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
}

TEST(EcdsaValue, goes_from_one_shape_to_the_other_and_back) {
  for (const Curve curve : {Curve::p256, Curve::p384, Curve::p521}) {
    const PrivateKey key = PrivateKey::generate(spec_of(curve)).value();
    const auto algorithm = default_signature_algorithm(key.spec());
    for (int i = 0; i < 20; ++i) {
      const Bytes der = key.sign(algorithm, kMessage).value();
      const Bytes raw = ecdsa_der_to_raw(curve, der).value();
      EXPECT_EQ(raw.size(), 2 * field_size(curve));
      EXPECT_EQ(ecdsa_raw_to_der(curve, raw).value(), der);
    }
  }
}

TEST(EcdsaValue, pads_short_numbers_and_strips_them_again) {
  Bytes raw(64, 0);
  raw[31] = 1;
  raw[63] = 0x80;
  const Bytes der = ecdsa_raw_to_der(Curve::p256, raw).value();
  EXPECT_EQ(to_hex(der), "300702010102020080");
  EXPECT_EQ(ecdsa_der_to_raw(Curve::p256, der).value(), raw);
}

TEST(EcdsaValue, refuses_what_is_no_signature_of_that_curve) {
  EXPECT_FALSE(ecdsa_raw_to_der(Curve::p256, Bytes(63)));
  EXPECT_FALSE(ecdsa_raw_to_der(Curve::p256, Bytes(96)));
  for (const char* hex : {"", "3006020101", "3006020101020101ff", "300602010102 01ff",
                          "30070201010202007f", "3080020101020101 0000"}) {
    const auto der = from_hex(hex);
    EXPECT_FALSE(der && ecdsa_der_to_raw(Curve::p256, *der)) << hex;
  }
  const Bytes of_p384 =
      PrivateKey::generate(kP384)->sign(SignatureAlgorithm::ecdsa_sha384, kMessage).value();
  EXPECT_FALSE(ecdsa_der_to_raw(Curve::p256, of_p384));
}

}  // namespace
}  // namespace chancery::crypto
