#include <atomic>
#include <gtest/gtest.h>
#include <thread>
#include <vector>

#include "crypto/errors.h"
#include "crypto/private_key.h"

namespace chancery::crypto {
namespace {

// A thread verifies for all keys of a curve with one object of OpenSSL's.
class EcVerifierTest : public testing::TestWithParam<KeySpec> {
 protected:
  [[nodiscard]] SignatureAlgorithm algorithm() const {
    return default_signature_algorithm(GetParam());
  }
  [[nodiscard]] Bytes sign(const PrivateKey& key, std::string_view text) const {
    return key.sign(algorithm(), as_bytes(text)).value();
  }

  const PrivateKey first_ = PrivateKey::generate(GetParam()).value();
  const PrivateKey second_ = PrivateKey::generate(GetParam()).value();
};

TEST_P(EcVerifierTest, KeysTakenInTurnsAreNeverConfused) {
  const Bytes by_first = sign(first_, "text");
  const Bytes by_second = sign(second_, "text");
  for (int i = 0; i < 3; ++i) {
    EXPECT_TRUE(first_.public_key().verify(algorithm(), as_bytes("text"), by_first));
    EXPECT_TRUE(second_.public_key().verify(algorithm(), as_bytes("text"), by_second));
    EXPECT_FALSE(second_.public_key().verify(algorithm(), as_bytes("text"), by_first));
    EXPECT_FALSE(first_.public_key().verify(algorithm(), as_bytes("text"), by_second));
  }
}

TEST_P(EcVerifierTest, APointBesideTheCurveIsRefusedAndLeavesNoKeyBehind) {
  const Bytes signature = sign(first_, "text");
  Bytes spki = to_bytes(first_.public_key().spki_der());
  spki.back() ^= 1U;
  for (int i = 0; i < 3; ++i) {
    const auto beside = PublicKey::from_spki(spki);
    ASSERT_FALSE(beside);
    EXPECT_EQ(beside.error().code(), kPublicKeyMalformed.code);
    EXPECT_TRUE(first_.public_key().verify(algorithm(), as_bytes("text"), signature));
  }
}

TEST_P(EcVerifierTest, ManyThreadsShareKeys) {
  const Bytes by_first = sign(first_, "text");
  const Bytes by_second = sign(second_, "text");
  std::vector<std::jthread> threads;
  std::atomic<int> right = 0;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 20; ++i) {
        const PrivateKey& key = i % 2 == 0 ? first_ : second_;
        const Bytes& signature = i % 2 == 0 ? by_first : by_second;
        right += key.public_key().verify(algorithm(), as_bytes("text"), signature) ? 1 : 0;
      }
    });
  }
  threads.clear();
  EXPECT_EQ(right, 80);
}

INSTANTIATE_TEST_SUITE_P(Curves, EcVerifierTest, testing::Values(kP256, kP384, kP521),
                         [](const auto& curve) { return "P" + std::to_string(curve.param.bits); });

}  // namespace
}  // namespace chancery::crypto
