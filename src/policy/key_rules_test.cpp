#include "policy/key_rules.h"

#include <gtest/gtest.h>

#include "crypto/private_key.h"
#include "crypto/public_key.h"
#include "policy/errors.h"

namespace chancery::policy {
namespace {

using crypto::PublicKey;

constexpr Time kNow = at_date(2026, 11, 21);

PublicKey generated(crypto::KeySpec spec) {
  return crypto::PrivateKey::generate(spec).value().public_key();
}

// An odd modulus of `bits` bits without small factors: it need not be a product of two primes, for
// nobody can tell.
PublicKey rsa(std::size_t bits) {
  Bytes modulus((bits + 7) / 8, 0x5a);
  modulus.front() = static_cast<std::uint8_t>(1U << ((bits - 1) % 8));
  modulus.back() = 1;
  for (auto& byte = modulus[modulus.size() / 2]; true; ++byte) {
    auto key = PublicKey::from_rsa(modulus, Bytes{1, 0, 1}).value();
    const auto result = check_public_key(key, PolicySet::private_trust, KeyUse::subscriber, kNow);
    if (result || !result.error().is(kKeyWeak)) {
      return key;
    }
  }
}

std::string judge(const PublicKey& key, PolicySet set, KeyUse use = KeyUse::subscriber) {
  const auto result = check_public_key(key, set, use, kNow);
  return result ? "ok" : std::string(result.error().code());
}

constexpr auto kPublic = PolicySet::public_trust;
constexpr auto kPrivate = PolicySet::private_trust;

TEST(KeyRules, NistCurvesPassAndEd25519IsForPrivateHierarchiesOnly) {
  EXPECT_EQ(judge(generated(crypto::kP256), kPublic), "ok");
  EXPECT_EQ(judge(generated(crypto::kP384), kPublic), "ok");
  EXPECT_EQ(judge(generated(crypto::kP521), kPublic), "ok");
  EXPECT_EQ(judge(generated(crypto::kEd25519), kPublic), "key_type_forbidden");
  EXPECT_EQ(judge(generated(crypto::kEd25519), kPrivate), "ok");
}

TEST(KeyRules, AGeneratedRsaKeyIsNotCalledWeak) {
  EXPECT_EQ(judge(generated(crypto::kRsa2048), kPublic), "ok");
}

TEST(KeyRules, RsaSizesAreMultiplesOfEight) {
  EXPECT_EQ(judge(rsa(2048), kPublic), "ok");
  EXPECT_EQ(judge(rsa(2056), kPublic), "ok");
  EXPECT_EQ(judge(rsa(2049), kPublic), "key_size_forbidden");
  EXPECT_EQ(judge(rsa(2055), kPrivate), "key_size_forbidden");
}

TEST(KeyRules, ARootsKeyIsLongerThanASubscribers) {
  EXPECT_EQ(judge(rsa(2048), kPublic, KeyUse::root_ca), "key_size_forbidden");
  EXPECT_EQ(judge(rsa(4096), kPublic, KeyUse::root_ca), "ok");
  EXPECT_EQ(judge(generated(crypto::kP256), kPublic, KeyUse::root_ca), "key_size_forbidden");
  EXPECT_EQ(judge(generated(crypto::kP384), kPublic, KeyUse::root_ca), "ok");
  EXPECT_EQ(judge(generated(crypto::kP256), kPublic, KeyUse::subordinate_ca), "ok");
  EXPECT_EQ(judge(generated(crypto::kP256), kPrivate, KeyUse::root_ca), "ok");
}

TEST(KeyRules, AWeakModulusIsRefusedEvenInAPrivateHierarchy) {
  Bytes modulus(256, 0xff);  // 2^2048 - 1 is divisible by 3
  const auto key = PublicKey::from_rsa(modulus, Bytes{1, 0, 1}).value();
  const auto result = check_public_key(key, kPrivate, KeyUse::subscriber, kNow);
  ASSERT_FALSE(result);
  EXPECT_TRUE(result.error().is(kKeyWeak));
  EXPECT_EQ(result.error().parameter("seen"), "RSA 2048");
  EXPECT_NE(result.error().parameter("citation").find("6.1.1.3"), std::string::npos);
}

}  // namespace
}  // namespace chancery::policy
