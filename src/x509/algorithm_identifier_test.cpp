#include "x509/algorithm_identifier.h"

#include <gtest/gtest.h>

#include "crypto/private_key.h"
#include "der/writer.h"
#include "x509/errors.h"
#include "x509/peer_for_tests.h"
#include "x509/signed_data.h"

namespace chancery::x509 {
namespace {

using crypto::HashAlgorithm;
using crypto::SignatureAlgorithm;

TEST(AlgorithmIdentifier, AreTheBytesOfBr7_1_3_2) {
  const std::pair<SignatureAlgorithm, const char*> rows[] = {
      {SignatureAlgorithm::rsa_sha256, "300d06092a864886f70d01010b0500"},
      {SignatureAlgorithm::rsa_sha384, "300d06092a864886f70d01010c0500"},
      {SignatureAlgorithm::rsa_sha512, "300d06092a864886f70d01010d0500"},
      {SignatureAlgorithm::rsa_pss_sha256,
       "304106092a864886f70d01010a3034a00f300d0609608648016503040201"
       "0500a11c301a06092a864886f70d010108300d0609608648016503040201"
       "0500a203020120"},
      {SignatureAlgorithm::rsa_pss_sha384,
       "304106092a864886f70d01010a3034a00f300d0609608648016503040202"
       "0500a11c301a06092a864886f70d010108300d0609608648016503040202"
       "0500a203020130"},
      {SignatureAlgorithm::rsa_pss_sha512,
       "304106092a864886f70d01010a3034a00f300d0609608648016503040203"
       "0500a11c301a06092a864886f70d010108300d0609608648016503040203"
       "0500a203020140"},
      {SignatureAlgorithm::ecdsa_sha256, "300a06082a8648ce3d040302"},
      {SignatureAlgorithm::ecdsa_sha384, "300a06082a8648ce3d040303"},
      {SignatureAlgorithm::ecdsa_sha512, "300a06082a8648ce3d040304"},
      {SignatureAlgorithm::ed25519, "300506032b6570"},
  };
  for (const auto& [algorithm, bytes] : rows) {
    EXPECT_EQ(to_hex(algorithm_identifier(algorithm)), bytes);
  }
}

TEST(AlgorithmIdentifier, EveryAlgorithmRoundTrips) {
  for (const SignatureAlgorithm algorithm : crypto::all_signature_algorithms()) {
    EXPECT_EQ(parse_algorithm_identifier(algorithm_identifier(algorithm)).value(), algorithm);
  }
  for (const auto hash :
       {HashAlgorithm::sha1, HashAlgorithm::sha256, HashAlgorithm::sha384, HashAlgorithm::sha512}) {
    EXPECT_EQ(parse_hash_identifier(hash_identifier(hash)).value(), hash);
  }
}

TEST(AlgorithmIdentifier, RsaMayLackItsNullWhenRead) {
  EXPECT_EQ(parse_algorithm_identifier(hex("300b06092a864886f70d01010b")).value(),
            SignatureAlgorithm::rsa_sha256);
  EXPECT_EQ(parse_hash_identifier(hex("300706052b0e03021a")).value(), HashAlgorithm::sha1);
}

TEST(AlgorithmIdentifier, NamesTheOidThatItDoesNotSupport) {
  const auto sha1 = parse_algorithm_identifier(hex("300d06092a864886f70d0101050500")).error();
  EXPECT_TRUE(sha1.is(kAlgorithmUnsupported));
  EXPECT_EQ(sha1.parameter("oid"), "1.2.840.113549.1.1.5");
  EXPECT_EQ(code_of(parse_hash_identifier(hex("300c06082a864886f70d02050500"))),
            "algorithm_unsupported");  // MD5
}

TEST(AlgorithmIdentifier, RefusesOtherParameters) {
  // ECDSA with NULL, Ed25519 with NULL, PSS with a salt of 20, RSA with an empty SEQUENCE.
  for (const char* bad : {"300c06082a8648ce3d0403020500", "300706032b65700500",
                          "304106092a864886f70d01010a3034a00f300d06096086480165030402010500"
                          "a11c301a06092a864886f70d010108300d06096086480165030402010500a203020114",
                          "300d06092a864886f70d01010b3000"}) {
    EXPECT_EQ(code_of(parse_algorithm_identifier(hex(bad))), "algorithm_unsupported") << bad;
  }
  EXPECT_EQ(code_of(parse_algorithm_identifier(hex("0500"))), "der_unexpected_tag");
  EXPECT_EQ(code_of(parse_algorithm_identifier(hex("300006"))), "der_trailing");
}

TEST(SignedData, AssemblesWhatItParses) {
  const Bytes tbs = hex("3003020105");
  const Bytes whole = assemble(tbs, SignatureAlgorithm::ed25519, hex("aabb"));
  EXPECT_EQ(to_hex(whole),
            "3011"
            "3003020105"
            "300506032b6570"
            "030300aabb");
  const SignedData parts = parse_signed_data(whole).value();
  EXPECT_TRUE(equal(parts.tbs_der, tbs));
  EXPECT_EQ(to_hex(parts.algorithm_der), "300506032b6570");
  EXPECT_EQ(to_hex(parts.signature), "aabb");
}

TEST(SignedData, EndsFitAroundATbsOfAnyLength) {
  for (const std::uint64_t size :
       {5ULL, 100ULL, 110ULL, 120ULL, 240ULL, 65'500ULL, 40'000'000ULL}) {
    const SignedEnds ends = signed_ends(size, SignatureAlgorithm::ecdsa_sha256, Bytes(71));
    EXPECT_EQ(to_hex(ends.head), to_hex(der::header(der::Tag::sequence, size + ends.tail.size())));
  }
}

TEST(SignedData, RefusesWhatIsNoFrame) {
  for (const char* bad : {"", "3000", "300506032b6570",
                          "3014"
                          "3003020105"
                          "300506032b6570"
                          "030300aabb"
                          "020101",
                          "3011"
                          "3003020105"
                          "300506032b6570"
                          "030304aab0",
                          "3011"
                          "3003020105"
                          "300506032b6570"
                          "030300aabb"
                          "00"}) {
    EXPECT_FALSE(parse_signed_data(hex(bad))) << bad;
  }
}

TEST(SignedData, VerifiesOnlyWhatWasSigned) {
  const auto key = crypto::PrivateKey::generate(crypto::kP256).value();
  const Bytes tbs = hex("3003020105");
  const Bytes signature = key.sign(SignatureAlgorithm::ecdsa_sha256, tbs).value();
  const Bytes good = assemble(tbs, SignatureAlgorithm::ecdsa_sha256, signature);
  EXPECT_TRUE(parse_signed_data(good).value().verify(key.public_key()));
  const Bytes other = assemble(hex("3003020106"), SignatureAlgorithm::ecdsa_sha256, signature);
  EXPECT_EQ(code_of(parse_signed_data(other).value().verify(key.public_key())),
            "signature_invalid");
  const Bytes mismatch = assemble(tbs, SignatureAlgorithm::rsa_sha256, signature);
  EXPECT_EQ(code_of(parse_signed_data(mismatch).value().verify(key.public_key())),
            "signature_algorithm_mismatch");
}

}  // namespace
}  // namespace chancery::x509
