#include "webauthn/cose_key.h"

#include <gtest/gtest.h>

#include "webauthn/authenticator_for_tests.h"
#include "webauthn/errors.h"

namespace chancery::webauthn {
namespace {

Result<CoseKey> read(BytesView bytes) {
  CborReader reader(bytes);
  auto key = read_cose_key(reader);
  return key && !reader.left().empty() ? fail(kCborMalformed) : std::move(key);
}

std::string with_point(std::string head) {
  const auto good = TestAuthenticator().cose_key();
  return head + to_hex(good).substr(14);  // from -2 on
}

TEST(CoseKeys, OfTheThreeKindsAreRead) {
  for (const auto spec : {crypto::kP256, crypto::kEd25519, crypto::kRsa2048}) {
    const TestAuthenticator device(spec);
    const auto key = read(device.cose_key());
    ASSERT_TRUE(key) << key.error().message();
    EXPECT_EQ(key->key, device.known().key);
    EXPECT_EQ(key->algorithm, device.known().algorithm);
  }
}

TEST(CoseKeys, WithAnotherAlgorithmOrCurveAreRefused) {
  EXPECT_TRUE(read(from_hex(with_point("a5010203262001")).value()));
  for (const auto* head : {"a5010203272001",     // EC2 with EdDSA
                           "a501020338222001",   // ES384
                           "a5010203262002",     // P-384
                           "a5010103262001",     // OKP with ES256
                           "a5010203262006"}) {  // Ed25519 as EC2
    EXPECT_FALSE(read(from_hex(with_point(head)).value())) << head;
  }
}

TEST(CoseKeys, WithAParameterTwiceMissingOrUnknownAreRefused) {
  for (const auto* head :
       {"a6010201020326", "a4010203262001", "a40102032620", "a6010203260401200"}) {
    const auto bytes = from_hex(with_point(head));
    EXPECT_FALSE(bytes && read(*bytes)) << head;
  }
  EXPECT_FALSE(read(from_hex("a0").value()));
  EXPECT_FALSE(read(from_hex("80").value()));
  EXPECT_FALSE(read({}));
}

TEST(CoseKeys, OffTheirCurveAreRefused) {
  auto bytes = TestAuthenticator().cose_key();
  bytes.back() ^= 1U;
  EXPECT_FALSE(read(bytes));
}

}  // namespace
}  // namespace chancery::webauthn
