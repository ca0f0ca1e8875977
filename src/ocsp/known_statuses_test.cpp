#include "ocsp/known_statuses.h"

#include <atomic>
#include <gmock/gmock.h>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include "base/random.h"
#include "store/errors.h"

namespace chancery::ocsp {
namespace {

using namespace std::chrono_literals;
using model::CertificateId;
using model::IssuerId;
using store::UsedSerial;
using x509::RevocationReason;
using x509::Serial;

constexpr IssuerId kIssuer(1);
const Time kStart = at_date(2026, 11, 21);

/// A store in memory that counts, fails when told to, and lets a test step in after a read. Safe
/// for many threads.
class ScriptedStore final : public StatusStore {
 public:
  explicit ScriptedStore(const Clock& clock) : clock_(clock) {}

  void issue(const Serial& serial, IssuerId issuer = kIssuer) {
    const std::lock_guard lock(mutex_);
    certificates_[{issuer, serial}] = CertificateId(next_id());
    by_id_[certificates_[{issuer, serial}]] = {issuer, serial, certificates_[{issuer, serial}]};
  }
  /// Committed now; `late`: but numbered so long ago.
  void revoke(const Serial& serial, RevocationReason reason = RevocationReason::unspecified,
              Duration late = {}) {
    const std::lock_guard lock(mutex_);
    model::Revocation revocation;
    revocation.issuer = kIssuer;
    revocation.serial = serial;
    revocation.revoked_at = clock_.now();
    revocation.reason = reason;
    revocation.change = late == Duration{} ? next_id() : first_id_at(clock_.now() - late) + ++ids_;
    changes_.erase(change_of_[serial]);
    change_of_[serial] = revocation.change;
    changes_[revocation.change] = revocation;
    revoked_[serial] = {revocation.revoked_at, reason};
  }

  Result<Status> find(IssuerId issuer, const Serial& serial) override {
    ++questions;
    return read(Status(), [&] {
      const auto revoked = revoked_.find(serial);
      const bool is_revoked = revoked != revoked_.end() && issuer == kIssuer;
      return Status{is_revoked || certificates_.contains({issuer, serial}),
                    is_revoked ? std::optional(revoked->second) : std::nullopt};
    });
  }
  Result<std::vector<UsedSerial>> serials_in_order(IssuerId issuer, const Serial& after,
                                                   int limit) override {
    return read(std::vector<UsedSerial>(), [&] {
      std::vector<UsedSerial> page;
      for (auto at = certificates_.upper_bound({issuer, after});
           at != certificates_.end() && std::ssize(page) < limit; ++at) {
        page.push_back({at->first.first, at->first.second, {}});
      }
      return page;
    });
  }
  Result<std::vector<UsedSerial>> issued_after(CertificateId after, int limit) override {
    return read(std::vector<UsedSerial>(), [&] { return page_of(by_id_, after, limit); });
  }
  Result<std::vector<model::Revocation>> revocations_after(std::int64_t change,
                                                           int limit) override {
    return read(std::vector<model::Revocation>(), [&] { return page_of(changes_, change, limit); });
  }

  std::atomic<int> questions{0};
  std::atomic<bool> fails{false};
  std::function<void()> after_read;  ///< once

 private:
  template <class Answer, class Look>
  Result<Answer> read(Answer answer, Look look) {
    if (fails) {
      return fail(store::kStoreUnavailable);
    }
    std::function<void()> step;
    {
      const std::lock_guard lock(mutex_);
      answer = look();
      step.swap(after_read);
    }
    if (step) {
      step();
    }
    return answer;
  }
  template <class Key, class Value>
  static std::vector<Value> page_of(const std::map<Key, Value>& all, const Key& after, int limit) {
    std::vector<Value> page;
    for (auto at = all.upper_bound(after); at != all.end() && std::ssize(page) < limit; ++at) {
      page.push_back(at->second);
    }
    return page;
  }
  std::int64_t next_id() { return first_id_at(clock_.now()) + ++ids_; }

  const Clock& clock_;
  std::mutex mutex_;
  std::int64_t ids_ = 0;
  std::map<std::pair<IssuerId, Serial>, CertificateId> certificates_;
  std::map<CertificateId, UsedSerial> by_id_;
  std::map<std::int64_t, model::Revocation> changes_;
  std::map<Serial, std::int64_t> change_of_;
  std::map<Serial, Statuses::Revoked> revoked_;
};

class KnownStatusesTest : public testing::Test {
 protected:
  Serial issued() {
    const Serial serial = Serial::random(random_);
    store_.issue(serial);
    return serial;
  }
  void fill() {
    while (!statuses_.filled()) {
      ASSERT_TRUE(statuses_.fill());
    }
  }
  void follow() {
    clock_.advance(3s);
    ASSERT_TRUE(statuses_.follow([&](IssuerId, const Serial& serial) { changed_.insert(serial); }));
  }
  void fill_and_follow() {
    fill();
    follow();
  }
  /// What our own revocation does: the commit, then the news of it.
  void revoke_here(const Serial& serial, RevocationReason reason = RevocationReason::unspecified) {
    store_.revoke(serial, reason);
    statuses_.doubt(kIssuer, serial);
  }
  std::string ask(const Serial& serial, IssuerId issuer = kIssuer) {
    const auto status = statuses_.find(issuer, serial);
    return !status ? "error" : status->revoked ? "revoked" : status->issued ? "good" : "unknown";
  }
  /// How many questions went to the store while `ask` was answered.
  int cost(const Serial& serial, const std::string& expected) {
    const int before = store_.questions;
    EXPECT_EQ(ask(serial), expected);
    return store_.questions - before;
  }

  SeededRandom random_{1};
  ManualClock clock_{kStart};
  ScriptedStore store_{clock_};
  observe::Metrics metrics_;
  KnownStatuses statuses_{store_, clock_, metrics_};
  std::set<Serial> changed_;
};

TEST_F(KnownStatusesTest, AsksTheStoreForNothingThatExistedBeforeIt) {
  const Serial good = issued();
  const Serial revoked = issued();
  store_.revoke(revoked, RevocationReason::key_compromise);
  const Time when = clock_.now();
  clock_.advance(24h);
  KnownStatuses later(store_, clock_, metrics_);
  while (!later.filled()) {
    ASSERT_TRUE(later.fill());
  }
  ASSERT_TRUE(later.follow([](IssuerId, const Serial&) {}));
  const int before = store_.questions;
  EXPECT_EQ(later.find(kIssuer, good).value(), (Statuses::Status{true, {}}));
  EXPECT_EQ(later.find(kIssuer, revoked).value(),
            (Statuses::Status{true, Statuses::Revoked{when, RevocationReason::key_compromise}}));
  EXPECT_EQ(store_.questions, before);
}

TEST_F(KnownStatusesTest, ReadsAllPagesAndLeavesNothingOut) {
  std::vector<Serial> serials(25'000);
  for (std::size_t i = 0; i < serials.size(); ++i) {
    serials[i] = issued();
    if (i % 2 == 0) {
      store_.revoke(serials[i]);
    }
  }
  fill_and_follow();
  const int before = store_.questions;
  for (std::size_t i = 0; i < serials.size(); ++i) {
    ASSERT_EQ(ask(serials[i]), i % 2 == 0 ? "revoked" : "good");
  }
  EXPECT_EQ(store_.questions, before);
  EXPECT_THAT(metrics_.text(), testing::HasSubstr("chancery_ocsp_known_certificates 25000"));
  EXPECT_THAT(metrics_.text(), testing::HasSubstr("chancery_ocsp_known_revocations 12500"));
  EXPECT_THAT(metrics_.text(), testing::HasSubstr("chancery_ocsp_store_questions_total 0"));
  EXPECT_THAT(metrics_.text(), testing::HasSubstr("chancery_ocsp_statuses_filled 1"));
}

TEST_F(KnownStatusesTest, SaysNothingFromMemoryUntilItIsFilledAndFollowed) {
  const Serial serial = issued();
  EXPECT_EQ(cost(serial, "good"), 1);
  ASSERT_TRUE(statuses_.fill());
  follow();
  EXPECT_EQ(cost(serial, "good"), 0) << "revocations are complete, and this one was followed";
  KnownStatuses not_followed(store_, clock_, metrics_);
  while (!not_followed.filled()) {
    ASSERT_TRUE(not_followed.fill());
  }
  const int before = store_.questions;
  EXPECT_TRUE(not_followed.find(kIssuer, serial));
  EXPECT_EQ(store_.questions, before + 1);
}

TEST_F(KnownStatusesTest, NeverSaysGoodForASerialThatIsUnknownOrAnotherIssuers) {
  const Serial serial = issued();
  fill_and_follow();
  EXPECT_EQ(cost(Serial::random(random_), "unknown"), 1);
  EXPECT_EQ(ask(serial, IssuerId(2)), "unknown");
  const Serial fresh = issued();
  EXPECT_EQ(cost(fresh, "good"), 1) << "it may have been issued a moment ago";
  follow();
  EXPECT_EQ(cost(fresh, "good"), 0);
}

TEST_F(KnownStatusesTest, FindsCertificatesWhoseCommitsWereOvertaken) {
  fill_and_follow();
  const Serial early = Serial::random(random_);
  clock_.advance(1s);
  issued();
  follow();
  clock_.advance(-5s);  // another node's clock is behind, or its commit took long
  store_.issue(early);
  clock_.advance(5s);
  EXPECT_EQ(cost(early, "good"), 1);
  for (int i = 0; i < 10; ++i) {
    follow();
  }
  EXPECT_EQ(cost(early, "good"), 0);
}

TEST_F(KnownStatusesTest, ARevocationHereIsNeverAnsweredFromOldMemory) {
  const Serial serial = issued();
  fill_and_follow();
  EXPECT_EQ(cost(serial, "good"), 0);
  revoke_here(serial);
  EXPECT_EQ(cost(serial, "revoked"), 1);
  follow();
  EXPECT_EQ(cost(serial, "revoked"), 0) << "no doubt any more";
  EXPECT_TRUE(changed_.contains(serial));
}

TEST_F(KnownStatusesTest, ADoubtOutlivesAFollowThatBeganBeforeIt) {
  const Serial serial = issued();
  fill_and_follow();
  store_.after_read = [&] { revoke_here(serial); };  // the revocations have been read by then
  follow();
  EXPECT_EQ(cost(serial, "revoked"), 1);
  follow();
  EXPECT_EQ(cost(serial, "revoked"), 0);
}

TEST_F(KnownStatusesTest, ADoubtThatCameUpAgainWhileItWasSettledStays) {
  const Serial serial = issued();
  fill_and_follow();
  revoke_here(serial);
  store_.after_read = [&] { revoke_here(serial, RevocationReason::key_compromise); };
  follow();
  EXPECT_EQ(cost(serial, "revoked"), 1);
  follow();
  const int before = store_.questions;
  EXPECT_EQ(statuses_.find(kIssuer, serial)->revoked->reason, RevocationReason::key_compromise);
  EXPECT_EQ(store_.questions, before);
}

TEST_F(KnownStatusesTest, ARevocationHereIsFoundHoweverLongItsCommitTook) {
  const Serial serial = issued();
  fill_and_follow();
  for (int i = 0; i < 40; ++i) {
    follow();
  }
  store_.revoke(serial, RevocationReason::superseded, 90s);
  statuses_.doubt(kIssuer, serial);
  follow();
  EXPECT_EQ(cost(serial, "revoked"), 0);
}

TEST_F(KnownStatusesTest, ADoubtAboutACommitWithoutAnOutcomeWaitsForIt) {
  const Serial serial = issued();
  fill_and_follow();
  statuses_.doubt(kIssuer, serial);
  follow();
  EXPECT_EQ(cost(serial, "good"), 1) << "it may still happen";
  store_.revoke(serial);
  EXPECT_EQ(cost(serial, "revoked"), 1);

  const Serial never = issued();
  follow();
  statuses_.doubt(kIssuer, never);
  for (int i = 0; i < 25; ++i) {
    follow();
  }
  EXPECT_EQ(cost(never, "good"), 0) << "nor for ever";
}

TEST_F(KnownStatusesTest, FollowsWhatOtherProcessesRevokeAndTightenAndTellsIt) {
  const Serial serial = issued();
  const Serial overtaken = issued();
  fill_and_follow();
  store_.revoke(serial, RevocationReason::superseded);
  follow();
  EXPECT_EQ(cost(serial, "revoked"), 0);
  EXPECT_THAT(changed_, testing::ElementsAre(serial));
  store_.revoke(overtaken, RevocationReason::superseded, 30s);
  store_.revoke(serial, RevocationReason::key_compromise);
  follow();
  EXPECT_EQ(statuses_.find(kIssuer, serial)->revoked->reason, RevocationReason::key_compromise);
  EXPECT_EQ(cost(overtaken, "revoked"), 0);
  EXPECT_TRUE(changed_.contains(overtaken));
}

TEST_F(KnownStatusesTest, ACommitThatAnotherProcessHeldUpIsNotMissedForEver) {
  const Serial serial = issued();
  fill_and_follow();
  for (int i = 0; i < 40; ++i) {
    follow();
  }
  store_.revoke(serial, RevocationReason::superseded, 10min);
  for (int i = 0; i < 100; ++i) {
    follow();
  }
  EXPECT_EQ(cost(serial, "revoked"), 0);
}

TEST_F(KnownStatusesTest, TellsMemoryBeforeItTellsAnybodyToForget) {
  const Serial serial = issued();
  fill_and_follow();
  store_.revoke(serial);
  std::string then;
  ASSERT_TRUE(statuses_.follow([&](IssuerId, const Serial& changed) { then = ask(changed); }));
  EXPECT_EQ(then, "revoked");
}

TEST_F(KnownStatusesTest, RevocationsInTheMiddleOfFillingAreNotLost) {
  const Serial first = issued();
  const Serial second = issued();
  for (int i = 0; i < 12'000; ++i) {
    store_.revoke(Serial::random(random_));
  }
  store_.revoke(first, RevocationReason::superseded);
  clock_.advance(24h);
  KnownStatuses later(store_, clock_, metrics_);
  const auto nothing = [](IssuerId, const Serial&) {};
  ASSERT_TRUE(later.fill());
  store_.revoke(second);                                   // by another process
  store_.revoke(first, RevocationReason::key_compromise);  // moves behind the page being read
  while (!later.filled()) {
    clock_.advance(1s);
    ASSERT_TRUE(later.fill());
    ASSERT_TRUE(later.follow(nothing));
  }
  ASSERT_TRUE(later.follow(nothing));
  const int before = store_.questions;
  EXPECT_TRUE(later.find(kIssuer, second)->revoked);
  EXPECT_EQ(later.find(kIssuer, first)->revoked->reason, RevocationReason::key_compromise);
  EXPECT_EQ(store_.questions, before);
}

TEST_F(KnownStatusesTest, IsNotBelievedWhenItCannotBeFollowed) {
  const Serial serial = issued();
  fill_and_follow();
  store_.fails = true;
  clock_.advance(20s);
  EXPECT_FALSE(statuses_.follow([](IssuerId, const Serial&) {}));
  EXPECT_EQ(ask(serial), "good");
  clock_.advance(10s);
  EXPECT_EQ(ask(serial), "error") << "which becomes tryLater, not good";
  store_.fails = false;
  store_.revoke(serial, RevocationReason::superseded, 25s);
  EXPECT_EQ(cost(serial, "revoked"), 1);
  follow();
  EXPECT_EQ(cost(serial, "revoked"), 0);
}

TEST_F(KnownStatusesTest, GoesOnFillingWhereAFailureStoppedIt) {
  const Serial serial = issued();
  store_.fails = true;
  EXPECT_FALSE(statuses_.fill());
  EXPECT_FALSE(statuses_.filled());
  store_.fails = false;
  fill_and_follow();
  EXPECT_EQ(cost(serial, "good"), 0);
}

TEST_F(KnownStatusesTest, AFollowThatFailedHalfWaySettlesNoDoubt) {
  const Serial serial = issued();
  fill_and_follow();
  store_.revoke(serial, RevocationReason::unspecified, 90s);  // only `settle` can find it
  statuses_.doubt(kIssuer, serial);
  store_.after_read = [&] { store_.fails = true; };
  clock_.advance(3s);
  EXPECT_FALSE(statuses_.follow([](IssuerId, const Serial&) {}));
  store_.fails = false;
  EXPECT_EQ(cost(serial, "revoked"), 1);
}

// One thread issues and revokes, one follows, two ask about what is revoked already.
TEST(KnownStatusesThreads, NeverSayGoodForWhatWasRevokedOrNeverIssued) {
  SystemClock clock;
  ScriptedStore store(clock);
  observe::Metrics metrics;
  KnownStatuses statuses(store, clock, metrics);
  SeededRandom random{3};
  std::vector<Serial> serials(3'000);
  for (std::size_t i = 0; i < serials.size(); ++i) {
    serials[i] = Serial::random(random);
    if (i % 2 == 0) {
      store.issue(serials[i]);
    }
  }
  std::atomic<std::size_t> revoked{0};  // of these the news has been told
  std::atomic<int> wrong{0};
  std::atomic<int> asked{0};
  const Serial never = Serial::random(random);
  const auto ask = [&](const std::stop_token& stop) {
    for (std::size_t i = 1; !stop.stop_requested(); i += 7919) {
      const std::size_t known = revoked;
      if (known == 0) {
        continue;
      }
      const auto status = statuses.find(kIssuer, serials[i % 3 == 0 ? known - 1 : i % known]);
      wrong += !status || !status->revoked ? 1 : 0;
      const auto unknown = statuses.find(kIssuer, never);
      wrong += !unknown || unknown->issued ? 1 : 0;
      ++asked;
    }
  };
  std::jthread follower([&](const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      const bool ok =
          (statuses.filled() || statuses.fill()) && statuses.follow([](IssuerId, const Serial&) {});
      wrong += ok ? 0 : 1;
    }
  });
  std::jthread first(ask);
  std::jthread second(ask);
  for (const Serial& serial : serials) {
    store.issue(serial);
    store.revoke(serial);
    statuses.doubt(kIssuer, serial);
    ++revoked;
  }
  while (asked < 1000) {
    std::this_thread::yield();
  }
  follower.request_stop();
  first.request_stop();
  second.request_stop();
  follower.join();
  first.join();
  second.join();
  EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace chancery::ocsp
