#include "ocsp/answer_cache.h"

#include <gtest/gtest.h>

#include "base/random.h"

namespace chancery::ocsp {
namespace {

constexpr Time kNow = at_date(2026, 11, 21);
constexpr model::IssuerId kIssuer(1);

AnswerPtr answer(Time renew_at = kNow + std::chrono::hours(1)) {
  auto made = std::make_shared<Answer>();
  made->renew_at = renew_at;
  return made;
}

class Cache : public testing::Test {
 protected:
  AnswerKey key() { return {kIssuer, x509::Serial::random(random_), 1, 90}; }

  SeededRandom random_{1};
};

TEST_F(Cache, FindsWhatWasPutUntilItIsDueForRenewal) {
  AnswerCache cache(100);
  const auto one = key();
  const auto kept = answer();
  cache.put(one, kept, cache.ticket());
  EXPECT_EQ(cache.find(one, kNow), kept);
  EXPECT_EQ(cache.find(one, kept->renew_at), nullptr);
  EXPECT_EQ(cache.find(key(), kNow), nullptr);
}

TEST_F(Cache, KeepsTheWordsOfRequestsApartAndForgetsThemTogether) {
  AnswerCache cache(100);
  const AnswerKey one = key();
  AnswerKey other_hash = one;
  other_hash.hash = 2;
  AnswerKey other_size = one;
  other_size.cert_id_size = 88;
  const AnswerKey neighbour = key();
  for (const auto& each : {one, other_hash, other_size, neighbour}) {
    cache.put(each, answer(), cache.ticket());
  }
  EXPECT_NE(cache.find(one, kNow), cache.find(other_hash, kNow));
  EXPECT_NE(cache.find(one, kNow), cache.find(other_size, kNow));
  cache.forget(model::IssuerId(2), one.serial);
  EXPECT_NE(cache.find(one, kNow), nullptr) << "of another issuer";
  cache.forget(kIssuer, one.serial);
  for (const auto& each : {one, other_hash, other_size}) {
    EXPECT_EQ(cache.find(each, kNow), nullptr);
  }
  EXPECT_NE(cache.find(neighbour, kNow), nullptr);
}

TEST_F(Cache, TakesNothingOnATicketFromBeforeARevocation) {
  AnswerCache cache(100);
  const auto one = key();
  const auto before = cache.ticket();
  cache.forget(kIssuer, one.serial);
  cache.put(one, answer(), before);
  EXPECT_EQ(cache.find(one, kNow), nullptr);
  cache.put(one, answer(), cache.ticket());
  EXPECT_NE(cache.find(one, kNow), nullptr);
}

TEST_F(Cache, IsBoundedAndLetsTheOldGoForTheNew) {
  AnswerCache cache(160);
  std::vector<AnswerKey> first(160);
  for (auto& each : first) {
    each = key();
    cache.put(each, answer(), cache.ticket());
  }
  std::vector<AnswerKey> last;
  for (int i = 0; i < 5000; ++i) {
    last.push_back(key());
    cache.put(last.back(), answer(), cache.ticket());
  }
  const auto kept = [&](const std::vector<AnswerKey>& keys) {
    return std::ranges::count_if(keys,
                                 [&](const auto& k) { return cache.find(k, kNow) != nullptr; });
  };
  EXPECT_EQ(kept(first), 0) << "what is old does not stay for ever";
  EXPECT_LE(kept(last), 176);
  EXPECT_GT(kept(last), 100);
}

}  // namespace
}  // namespace chancery::ocsp
