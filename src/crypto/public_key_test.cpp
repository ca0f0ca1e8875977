#include "crypto/public_key.h"

#include <gtest/gtest.h>

#include "base/encoding.h"
#include "crypto/errors.h"
#include "crypto/peer_for_tests.h"
#include "crypto/private_key.h"

namespace chancery::crypto {
namespace {

// Keys and signatures by the openssl program, which knows nothing of this code.
class PublicKeyFromPeer : public ::testing::Test {
 protected:
  Bytes make_spki(const std::string& genpkey) {
    EXPECT_TRUE(folder_.openssl("genpkey " + genpkey + " -out key.pem")) << folder_.output();
    EXPECT_TRUE(folder_.openssl("pkey -in key.pem -pubout -out pub.pem")) << folder_.output();
    return folder_.der("pub.pem");
  }

  Bytes sign(const std::string& options, BytesView message) {
    folder_.write("message", message);
    EXPECT_TRUE(
        folder_.openssl("pkeyutl -sign -inkey key.pem -rawin -in message -out sig " + options))
        << folder_.output();
    return to_bytes(folder_.read("sig"));
  }

  TestFolder folder_;
  const Bytes message_ = to_bytes(std::string_view("a message to be signed"));
};

struct PeerCase {
  const char* genpkey;
  KeySpec spec;
  const char* options;
  SignatureAlgorithm algorithm;
};

class EveryAlgorithm : public PublicKeyFromPeer, public ::testing::WithParamInterface<PeerCase> {};

TEST_P(EveryAlgorithm, verifies_the_peers_signature_and_no_other) {
  const PublicKey key = PublicKey::from_spki(make_spki(GetParam().genpkey)).value();
  EXPECT_EQ(key.spec(), GetParam().spec);
  const Bytes signature = sign(GetParam().options, message_);
  const auto good = key.verify(GetParam().algorithm, message_, signature);
  EXPECT_TRUE(good) << good.error().log_line();

  const auto other_message = key.verify(GetParam().algorithm, as_bytes("another"), signature);
  ASSERT_FALSE(other_message);
  EXPECT_TRUE(other_message.error().is(kSignatureInvalid));

  Bytes changed = signature;
  changed.back() ^= 1U;
  EXPECT_FALSE(key.verify(GetParam().algorithm, message_, changed));
  changed = signature;
  changed.push_back(0);
  EXPECT_FALSE(key.verify(GetParam().algorithm, message_, changed));
  EXPECT_FALSE(key.verify(GetParam().algorithm, message_, {}));
}

INSTANTIATE_TEST_SUITE_P(
    Peer, EveryAlgorithm,
    ::testing::Values(
        PeerCase{"-algorithm RSA -pkeyopt rsa_keygen_bits:2048", kRsa2048, "-digest sha256",
                 SignatureAlgorithm::rsa_sha256},
        PeerCase{"-algorithm RSA -pkeyopt rsa_keygen_bits:2048", kRsa2048, "-digest sha512",
                 SignatureAlgorithm::rsa_sha512},
        PeerCase{"-algorithm RSA -pkeyopt rsa_keygen_bits:3072", kRsa3072,
                 "-digest sha384 -pkeyopt rsa_padding_mode:pss -pkeyopt rsa_pss_saltlen:digest",
                 SignatureAlgorithm::rsa_pss_sha384},
        PeerCase{"-algorithm EC -pkeyopt ec_paramgen_curve:P-256", kP256, "-digest sha256",
                 SignatureAlgorithm::ecdsa_sha256},
        PeerCase{"-algorithm EC -pkeyopt ec_paramgen_curve:P-384", kP384, "-digest sha384",
                 SignatureAlgorithm::ecdsa_sha384},
        PeerCase{"-algorithm EC -pkeyopt ec_paramgen_curve:P-521", kP521, "-digest sha512",
                 SignatureAlgorithm::ecdsa_sha512},
        PeerCase{"-algorithm ED25519", kEd25519, "", SignatureAlgorithm::ed25519}));

TEST_F(PublicKeyFromPeer, pss_with_another_salt_length_is_not_accepted) {
  const PublicKey key =
      PublicKey::from_spki(make_spki("-algorithm RSA -pkeyopt rsa_keygen_bits:2048")).value();
  const Bytes signature =
      sign("-digest sha256 -pkeyopt rsa_padding_mode:pss -pkeyopt rsa_pss_saltlen:20", message_);
  EXPECT_FALSE(key.verify(SignatureAlgorithm::rsa_pss_sha256, message_, signature));
}

TEST_F(PublicKeyFromPeer, a_signature_of_one_scheme_is_not_taken_for_another) {
  const PublicKey key =
      PublicKey::from_spki(make_spki("-algorithm RSA -pkeyopt rsa_keygen_bits:2048")).value();
  const Bytes signature = sign("-digest sha256", message_);
  EXPECT_FALSE(key.verify(SignatureAlgorithm::rsa_pss_sha256, message_, signature));
  EXPECT_FALSE(key.verify(SignatureAlgorithm::rsa_sha384, message_, signature));
}

TEST_F(PublicKeyFromPeer, the_spki_is_kept_byte_for_byte_and_hashed) {
  const Bytes spki = make_spki("-algorithm EC -pkeyopt ec_paramgen_curve:P-256");
  const PublicKey key = PublicKey::from_spki(spki).value();
  EXPECT_EQ(to_bytes(key.spki_der()), spki);
  EXPECT_EQ(key.spki_sha256(), sha256(spki));
  EXPECT_EQ(key.key_bits().size(), 65U);
  EXPECT_TRUE(key.rsa_modulus().empty());
}

TEST_F(PublicKeyFromPeer, a_key_built_from_its_numbers_is_the_same_key) {
  const PublicKey ec =
      PublicKey::from_spki(make_spki("-algorithm EC -pkeyopt ec_paramgen_curve:P-384")).value();
  const BytesView point = ec.key_bits();
  EXPECT_EQ(PublicKey::from_ec_point(Curve::p384, point.subspan(1, 48), point.last(48)).value(),
            ec);

  const PublicKey rsa =
      PublicKey::from_spki(make_spki("-algorithm RSA -pkeyopt rsa_keygen_bits:2048")).value();
  EXPECT_EQ(PublicKey::from_rsa(rsa.rsa_modulus(), rsa.rsa_exponent()).value(), rsa);
  EXPECT_EQ(to_hex(rsa.rsa_exponent()), "010001");

  const PublicKey ed = PublicKey::from_spki(make_spki("-algorithm ED25519")).value();
  EXPECT_EQ(PublicKey::from_ed25519(ed.key_bits()).value(), ed);
}

TEST_F(PublicKeyFromPeer, every_truncation_and_every_trailing_byte_is_refused) {
  for (const char* genpkey :
       {"-algorithm EC -pkeyopt ec_paramgen_curve:P-256",
        "-algorithm RSA -pkeyopt rsa_keygen_bits:2048", "-algorithm ED25519"}) {
    Bytes spki = make_spki(genpkey);
    for (std::size_t size = 0; size < spki.size(); ++size) {
      ASSERT_FALSE(PublicKey::from_spki(BytesView(spki).first(size))) << size;
    }
    spki.push_back(0);
    const auto longer = PublicKey::from_spki(spki);
    ASSERT_FALSE(longer);
    EXPECT_TRUE(longer.error().is(kPublicKeyMalformed));
  }
}

struct RefusedCase {
  const char* genpkey;
  const char* pubout;
  const ErrorKind& kind;
};

class RefusedKey : public PublicKeyFromPeer, public ::testing::WithParamInterface<RefusedCase> {};

TEST_P(RefusedKey, is_not_loaded) {
  ASSERT_TRUE(folder_.openssl(std::string("genpkey ") + GetParam().genpkey + " -out key.pem"))
      << folder_.output();
  ASSERT_TRUE(folder_.openssl(std::string(GetParam().pubout) + " -in key.pem -out pub.pem"))
      << folder_.output();
  const auto key = PublicKey::from_spki(folder_.der("pub.pem"));
  ASSERT_FALSE(key);
  EXPECT_TRUE(key.error().is(GetParam().kind)) << key.error().log_line();
}

INSTANTIATE_TEST_SUITE_P(
    Peer, RefusedKey,
    ::testing::Values(RefusedCase{"-algorithm RSA -pkeyopt rsa_keygen_bits:1024", "pkey -pubout",
                                  kKeyUnsupported},
                      RefusedCase{"-algorithm EC -pkeyopt ec_paramgen_curve:secp256k1",
                                  "pkey -pubout", kKeyUnsupported},
                      RefusedCase{"-algorithm EC -pkeyopt ec_paramgen_curve:P-256 -pkeyopt "
                                  "ec_param_enc:explicit",
                                  "pkey -pubout", kKeyUnsupported},
                      RefusedCase{"-algorithm EC -pkeyopt ec_paramgen_curve:P-256",
                                  "ec -pubout -conv_form compressed", kPublicKeyMalformed},
                      RefusedCase{"-algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048",
                                  "pkey -pubout", kKeyUnsupported},
                      RefusedCase{"-algorithm X25519", "pkey -pubout", kKeyUnsupported},
                      RefusedCase{"-algorithm ED448", "pkey -pubout", kKeyUnsupported}));

TEST_F(PublicKeyFromPeer, a_point_off_the_curve_is_refused) {
  Bytes spki = make_spki("-algorithm EC -pkeyopt ec_paramgen_curve:P-256");
  spki.back() ^= 1U;
  const auto key = PublicKey::from_spki(spki);
  ASSERT_FALSE(key);
  EXPECT_TRUE(key.error().is(kPublicKeyMalformed));
}

TEST(PublicKeyNumbers, that_make_no_key_are_refused) {
  const Bytes modulus(256, 0xff);
  EXPECT_TRUE(PublicKey::from_rsa(modulus, Bytes{3}));
  EXPECT_FALSE(PublicKey::from_rsa(modulus, Bytes{1}));
  EXPECT_FALSE(PublicKey::from_rsa(modulus, Bytes{4}));
  EXPECT_FALSE(PublicKey::from_rsa(modulus, Bytes{}));
  EXPECT_FALSE(PublicKey::from_rsa(modulus, Bytes{0, 3}));
  EXPECT_FALSE(PublicKey::from_rsa(modulus, Bytes(33, 0xff)));
  EXPECT_FALSE(PublicKey::from_rsa({}, Bytes{3}));
  EXPECT_FALSE(PublicKey::from_rsa(Bytes(256, 0xfe), Bytes{3}));
  EXPECT_FALSE(PublicKey::from_rsa(Bytes(1025, 0xff), Bytes{3}));
  EXPECT_FALSE(PublicKey::from_ec_point(Curve::p256, Bytes(32), Bytes(32)));
  EXPECT_FALSE(PublicKey::from_ec_point(Curve::p256, Bytes(31, 1), Bytes(32, 1)));
  EXPECT_FALSE(PublicKey::from_ed25519(Bytes(31)));
}

TEST_F(PublicKeyFromPeer, refuses_an_algorithm_of_another_kind_of_key_and_a_digest_of_wrong_size) {
  const PublicKey key =
      PublicKey::from_spki(make_spki("-algorithm EC -pkeyopt ec_paramgen_curve:P-256")).value();
  for (const auto algorithm : {SignatureAlgorithm::rsa_sha256, SignatureAlgorithm::ed25519}) {
    const auto verified = key.verify(algorithm, message_, Bytes(64));
    ASSERT_FALSE(verified);
    EXPECT_TRUE(verified.error().is(kSignatureAlgorithmMismatch));
  }
  const auto verified = key.verify_digest(SignatureAlgorithm::ecdsa_sha256, Bytes(20), Bytes(64));
  ASSERT_FALSE(verified);
  EXPECT_TRUE(verified.error().is(kSignatureAlgorithmMismatch));
}

}  // namespace
}  // namespace chancery::crypto
