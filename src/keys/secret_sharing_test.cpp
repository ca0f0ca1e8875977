#include "keys/secret_sharing.h"

#include <gtest/gtest.h>

#include "base/encoding.h"
#include "keys/errors.h"

namespace chancery::keys {
namespace {

constexpr ShareSetId kSet{1};

/// Plays given octets, so that a published example comes out.
class Played final : public Random {
 public:
  explicit Played(Bytes octets) : octets_(std::move(octets)) {}
  void fill(std::span<std::uint8_t> out) override {
    for (auto& one : out) {
      one = at_ < octets_.size() ? octets_[at_++] : 0;
    }
  }

 private:
  Bytes octets_;
  std::size_t at_ = 0;
};

std::vector<KeyShare> some_of(std::span<const KeyShare> shares, std::initializer_list<int> which) {
  std::vector<KeyShare> chosen;
  for (const int i : which) {
    const Secret encoded = shares[static_cast<std::size_t>(i)].encode();
    chosen.push_back(KeyShare::parse(encoded.reveal()).value());
  }
  return chosen;
}

TEST(FieldArithmetic, GivesThePublishedProducts) {
  EXPECT_EQ(multiply_in_field(0x57, 0x83), 0xc1);  // FIPS 197 section 4.2
  EXPECT_EQ(multiply_in_field(0x57, 0x13), 0xfe);  // section 4.2.1
  EXPECT_EQ(multiply_in_field(0xcd, 0x02), 0x81);
  EXPECT_EQ(multiply_in_field(0, 0xff), 0);
}

// draft-mcgrew-tss-03 section 9: the secret 7465737400, 2 of 2.
TEST(SecretSharing, GivesTheSharesOfTheDraft) {
  Played random(from_hex("cd9f749585").value());
  const Secret secret(from_hex("7465737400").value());
  const auto shares = split_secret(secret, 2, 2, kSet, random).value();
  EXPECT_EQ(to_hex(shares[0].encode().reveal().subspan(21, 5)), "b9fa07e185");
  EXPECT_EQ(to_hex(shares[1].encode().reveal().subspan(21, 5)), "f5409b4511");
  const Secret joined = join_shares(shares).value();
  EXPECT_EQ(to_hex(joined.reveal()), "7465737400");
}

TEST(SecretSharing, EveryThreeOfFiveGiveTheSecretAndNoTwoDo) {
  SeededRandom random(7);
  const Secret secret(random.bytes(32));
  const auto shares = split_secret(secret, 3, 5, kSet, random).value();
  for (int a = 0; a < 5; ++a) {
    for (int b = a + 1; b < 5; ++b) {
      const auto two = join_shares(some_of(shares, {a, b}));
      ASSERT_TRUE(two.error().is(kSharesTooFew));
      EXPECT_EQ(two.error().parameter("needed"), "3");
      for (int c = b + 1; c < 5; ++c) {
        const auto joined = join_shares(some_of(shares, {c, a, b}));
        ASSERT_TRUE(joined) << joined.error().message();
        EXPECT_TRUE(equal(joined->reveal(), secret.reveal()));
      }
    }
  }
  EXPECT_TRUE(join_shares(some_of(shares, {0, 1, 2, 3, 4})));
}

TEST(SecretSharing, OneShareBroughtThreeTimesIsOnePerson) {
  SeededRandom random(8);
  const auto shares = split_secret(Secret("a token's PIN"), 3, 3, kSet, random).value();
  EXPECT_TRUE(join_shares(some_of(shares, {1, 1, 1})).error().is(kSharesTooFew));
  EXPECT_TRUE(join_shares({}).error().is(kSharesTooFew));
}

TEST(SecretSharing, AForeignOrChangedShareIsFoundAndGivesNothing) {
  SeededRandom random(9);
  const Secret secret("a token's PIN");
  const auto ours = split_secret(secret, 2, 3, kSet, random).value();
  const auto theirs = split_secret(secret, 2, 3, {2}, random).value();
  std::vector<KeyShare> mixed = some_of(ours, {0});
  mixed.push_back(std::move(some_of(theirs, {1}).front()));
  EXPECT_TRUE(join_shares(mixed).error().is(kSharesForeign));

  Bytes changed = to_bytes(ours[1].encode().reveal());
  changed.back() ^= 1U;
  std::vector<KeyShare> damaged = some_of(ours, {0});
  damaged.push_back(KeyShare::parse(changed).value());
  EXPECT_TRUE(join_shares(damaged).error().is(kSharesDamaged));
}

TEST(SecretSharing, WhatIsNoShareIsNotReadAsOne) {
  SeededRandom random(10);
  const auto shares = split_secret(Secret("secret"), 2, 2, kSet, random).value();
  const Bytes good = to_bytes(shares[0].encode().reveal());
  for (std::size_t size = 0; size < good.size(); ++size) {
    EXPECT_FALSE(KeyShare::parse(BytesView(good).first(size))) << size;
  }
  for (const auto& [at, value] : {std::pair(16, 1), {17, 1}, {17, 0}, {18, 9}, {19, 0}, {20, 0}}) {
    Bytes bad = good;
    bad[static_cast<std::size_t>(at)] = static_cast<std::uint8_t>(value);
    EXPECT_TRUE(KeyShare::parse(bad).error().is(kShareMalformed)) << at;
  }
  for (const auto& [m, n] : {std::pair(1, 3), {4, 3}, {2, 256}, {0, 0}}) {
    EXPECT_TRUE(split_secret(Secret("secret"), m, n, kSet, random).error().is(kSharingImpossible));
  }
  EXPECT_FALSE(split_secret(Secret(), 2, 3, kSet, random));
}

}  // namespace
}  // namespace chancery::keys
