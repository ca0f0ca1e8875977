#include "crypto/sealing.h"

#include <gtest/gtest.h>

#include "base/encoding.h"
#include "crypto/derive.h"
#include "crypto/errors.h"

namespace chancery::crypto {
namespace {

class Sealing : public ::testing::Test {
 protected:
  SystemRandom random_;
  SealingKey key_ = SealingKey::generate(random_);
};

TEST_F(Sealing, opens_what_it_sealed) {
  for (const std::string_view text :
       {"", "a", "a longer text that fills more than one block...."}) {
    const Bytes sealed = key_.seal(as_bytes(text), as_bytes("label"), random_);
    EXPECT_EQ(sealed.size(), text.size() + SealingKey::kOverhead);
    EXPECT_EQ(key_.open(sealed, as_bytes("label")).value().reveal_text(), text);
  }
}

TEST_F(Sealing, never_opens_when_any_single_bit_was_changed) {
  const Bytes sealed = key_.seal(as_bytes("secret"), {}, random_);
  for (std::size_t bit = 0; bit < sealed.size() * 8; ++bit) {
    Bytes changed = sealed;
    changed[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
    const auto opened = key_.open(changed, {});
    ASSERT_FALSE(opened);
    EXPECT_TRUE(opened.error().is(kSealBroken));
  }
}

TEST_F(Sealing, never_opens_a_shortened_seal) {
  const Bytes sealed = key_.seal(as_bytes("secret"), {}, random_);
  for (std::size_t size = 0; size < sealed.size(); ++size) {
    EXPECT_FALSE(key_.open(BytesView(sealed).first(size), {}));
  }
}

TEST_F(Sealing, never_opens_under_other_associated_data_or_another_key) {
  const Bytes sealed = key_.seal(as_bytes("secret"), as_bytes("a"), random_);
  EXPECT_FALSE(key_.open(sealed, as_bytes("b")));
  EXPECT_FALSE(key_.open(sealed, {}));
  EXPECT_FALSE(SealingKey::generate(random_).open(sealed, as_bytes("a")));
}

TEST_F(Sealing, the_same_text_never_looks_the_same_twice) {
  EXPECT_NE(key_.seal(as_bytes("secret"), {}, random_), key_.seal(as_bytes("secret"), {}, random_));
}

TEST(SealingKey, must_have_32_bytes) {
  EXPECT_TRUE(SealingKey::from(Secret(Bytes(32))));
  for (const std::size_t size : {0, 16, 31, 33}) {
    const auto key = SealingKey::from(Secret(Bytes(size)));
    ASSERT_FALSE(key);
    EXPECT_TRUE(key.error().is(kKeyLengthWrong));
  }
}

// McGrew and Viega, "The Galois/Counter Mode of Operation", test case 16.
TEST(SealingKey, opens_the_published_vector) {
  const auto key = SealingKey::from(
      Secret(from_hex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308").value()));
  const Bytes sealed = from_hex(
                           "cafebabefacedbaddecaf888"
                           "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
                           "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
                           "76fc6ece0f4e1768cddf8853bb2d551b")
                           .value();
  const auto opened =
      key->open(sealed, from_hex("feedfacedeadbeeffeedfacedeadbeefabaddad2").value());
  ASSERT_TRUE(opened) << opened.error().log_line();
  EXPECT_EQ(to_hex(opened->reveal()),
            "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
            "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39");
}

// RFC 7914 section 12, vectors 1 and 3.
TEST(Scrypt, matches_rfc_7914) {
  EXPECT_EQ(to_hex(scrypt({}, {}, {16, 1, 1}, 64).value().reveal()),
            "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"
            "fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906");
  EXPECT_EQ(to_hex(scrypt(as_bytes("pleaseletmein"), as_bytes("SodiumChloride"), {16384, 8, 1}, 64)
                       .value()
                       .reveal()),
            "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
            "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887");
}

TEST(Scrypt, refuses_costs_that_would_exhaust_the_machine_or_are_no_costs) {
  for (const ScryptCost cost :
       {ScryptCost{0, 8, 1}, ScryptCost{1, 8, 1}, ScryptCost{1000, 8, 1}, ScryptCost{1024, 0, 1},
        ScryptCost{1024, 8, 0}, ScryptCost{1024, 8, 17}, ScryptCost{1ULL << 19U, 8, 1},
        ScryptCost{1ULL << 63U, 1, 1}, ScryptCost{2, 1U << 31U, 1}}) {
    const auto key = scrypt(as_bytes("x"), as_bytes("salt"), cost, 32);
    ASSERT_FALSE(key);
    EXPECT_TRUE(key.error().is(kKeyDerivationRefused)) << key.error().log_line();
  }
}

TEST(Scrypt, runs_at_its_default_cost) {
  EXPECT_EQ(scrypt(as_bytes("x"), as_bytes("salt"), {}, 32).value().size(), 32U);
}

// RFC 5869 appendix A, cases 1 and 3.
TEST(Hkdf, matches_rfc_5869) {
  EXPECT_EQ(to_hex(hkdf_sha256(Bytes(22, 0x0b), from_hex("000102030405060708090a0b0c").value(),
                               from_hex("f0f1f2f3f4f5f6f7f8f9").value(), 42)
                       .reveal()),
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865");
  EXPECT_EQ(to_hex(hkdf_sha256(Bytes(22, 0x0b), {}, {}, 42).reveal()),
            "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8");
}

}  // namespace
}  // namespace chancery::crypto
