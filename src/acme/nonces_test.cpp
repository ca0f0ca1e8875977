#include "acme/nonces.h"

#include <gtest/gtest.h>
#include <set>

#include "acme/errors.h"

namespace chancery::acme {
namespace {

class NoncesTest : public ::testing::Test {
 protected:
  ManualClock clock_{at_date(2026, 11, 21)};
  SeededRandom random_{7};
  Nonces nonces_{clock_, random_};
};

TEST_F(NoncesTest, AreAcceptedOnceAndNeverTwice) {
  const std::string nonce = nonces_.make();
  EXPECT_TRUE(nonces_.spend(nonce));
  EXPECT_TRUE(nonces_.spend(nonce).error().is(kNonceWrong));
}

TEST_F(NoncesTest, AreAllDifferentAndMayBeSpentInAnyOrder) {
  std::set<std::string> made;
  for (int i = 0; i < 1000; ++i) {
    made.insert(nonces_.make());
  }
  EXPECT_EQ(made.size(), 1000U);
  for (const auto& nonce : made) {
    EXPECT_TRUE(nonces_.spend(nonce)) << nonce;
  }
}

TEST_F(NoncesTest, AreNotAcceptedWhenAnyCharacterIsChanged) {
  const std::string nonce = nonces_.make();
  for (std::size_t i = 0; i < nonce.size(); ++i) {
    std::string changed = nonce;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(nonces_.spend(changed)) << i;
  }
  for (const char* other : {"", "A", "not base64!", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}) {
    EXPECT_FALSE(nonces_.spend(other)) << other;
  }
  EXPECT_TRUE(nonces_.spend(nonce));
}

TEST_F(NoncesTest, AreNotAcceptedAfterTheirTime) {
  const std::string nonce = nonces_.make();
  const std::string other = nonces_.make();
  clock_.advance(Nonces::kLifetime);
  EXPECT_TRUE(nonces_.spend(nonce));
  clock_.advance(std::chrono::seconds(1));
  EXPECT_FALSE(nonces_.spend(other));
}

TEST_F(NoncesTest, OfAnEarlierRunAreNotAcceptedEvenWhenUnused) {
  const std::string nonce = nonces_.make();
  Nonces next_run(clock_, random_);
  (void)next_run.make();
  EXPECT_FALSE(next_run.spend(nonce));
}

TEST_F(NoncesTest, AreNotAcceptedAgainWhenTheWindowHasPassedThem) {
  const std::string spent = nonces_.make();
  const std::string unspent = nonces_.make();
  EXPECT_TRUE(nonces_.spend(spent));
  for (std::size_t i = 0; i < Nonces::kWindow; ++i) {
    (void)nonces_.make();
  }
  EXPECT_FALSE(nonces_.spend(spent));
  EXPECT_FALSE(nonces_.spend(unspent));
}

TEST_F(NoncesTest, AreRefusedAtRandomWhenATestAsksForIt) {
  Nonces picky(clock_, random_, 50);
  int refused = 0;
  for (int i = 0; i < 200; ++i) {
    refused += picky.spend(picky.make()) ? 0 : 1;
  }
  EXPECT_GT(refused, 50);
  EXPECT_LT(refused, 150);
}

}  // namespace
}  // namespace chancery::acme
