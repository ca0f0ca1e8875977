// The contract of Queue, run against both back ends.
#include "jobs/queue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <set>
#include <thread>

#include "jobs/errors.h"
#include "store/errors.h"
#include "store/setting_repository.h"
#include "store/test_database.h"

namespace chancery::jobs {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;
using store::BackEnd;
using store::Snapshot;
using store::TestDatabase;
using store::Transaction;
using testing::ElementsAre;

const Time kNow = at_date(2026, 11, 21);
constexpr ErrorKind kRefused{"test_refused", ErrorClass::rejected, "refused by the test"};

struct Faults : store::FaultHook {
  store::Fault next = store::Fault::none;
  store::Fault next_commit() override { return std::exchange(next, store::Fault::none); }
};

class QueueContract : public testing::TestWithParam<BackEnd> {
 protected:
  void SetUp() override {
    if (!TestDatabase::available(GetParam())) {
      GTEST_SKIP() << "PostgreSQL is not installed";
    }
    db_ = std::make_unique<TestDatabase>(GetParam());
    restart();
  }
  void restart() {
    queue_.reset();
    db_->open({.faults = &faults_});
    queue_ = std::make_unique<Queue>(**db_, ids_, "node-a");
  }

  template <class Work>
  auto write(Work work) {
    return (*db_)->write(work);
  }
  Result<void> add(const std::string& key, Time due, const std::string& payload = "") {
    return write([&](Transaction& tx) { return queue_->add(tx, {"test", key, due, payload}); });
  }
  std::vector<Job> take(Time now, int limit = 10) {
    return queue_
        ->take(
            now, [](auto) { return minutes(5); }, limit)
        .value();
  }
  std::vector<std::string> keys(const std::vector<Job>& jobs) {
    std::vector<std::string> keys;
    for (const auto& job : jobs) {
      keys.push_back(job.key);
    }
    return keys;
  }
  Result<void> complete(const Job& job) {
    return write([&](Transaction& tx) { return queue_->complete(tx, job); });
  }
  Result<void> reschedule(const Job& job, Time due) {
    return write([&](Transaction& tx) { return queue_->reschedule(tx, job, due, "later"); });
  }
  Result<void> fail_job(const Job& job, std::optional<Time> retry) {
    return write([&](Transaction& tx) { return queue_->fail(tx, job, retry, "no luck"); });
  }
  std::optional<Time> next_due() {
    return (*db_)->read([](Snapshot& s) { return Queue::next_due(s); }).value();
  }

  Faults faults_;
  std::unique_ptr<TestDatabase> db_;
  ManualClock clock_{kNow};
  SeededRandom random_{1};
  IdSource ids_{clock_, random_};
  std::unique_ptr<Queue> queue_;
};

INSTANTIATE_TEST_SUITE_P(Both, QueueContract, testing::Values(BackEnd::sqlite, BackEnd::postgres),
                         [](const auto& test) { return store::to_text(test.param); });

TEST_P(QueueContract, JobsAreTakenWhenDueAndTheMostOverdueFirst) {
  ASSERT_TRUE(add("second", kNow - seconds(1)));
  ASSERT_TRUE(add("first", kNow - seconds(2), "payload"));
  ASSERT_TRUE(add("third", kNow));
  ASSERT_TRUE(add("later", kNow + Duration(1)));
  const auto taken = take(kNow);
  EXPECT_THAT(keys(taken), ElementsAre("first", "second", "third"));
  EXPECT_EQ(taken[0].kind, "test");
  EXPECT_EQ(taken[0].payload, "payload");
  EXPECT_EQ(taken[0].due, kNow - seconds(2));
  EXPECT_EQ(taken[0].attempts, 1);
  EXPECT_EQ(taken[0].lease_until, kNow + minutes(5));
}

TEST_P(QueueContract, ATakenJobIsNotTakenAgainUntilItsLeaseRunsOut) {
  ASSERT_TRUE(add("a", kNow));
  ASSERT_EQ(take(kNow).size(), 1u);
  EXPECT_TRUE(take(kNow + minutes(5) - Duration(1)).empty());
  restart();  // its runner died
  const auto again = take(kNow + minutes(5));
  ASSERT_EQ(again.size(), 1u);
  EXPECT_EQ(again[0].attempts, 2);
}

TEST_P(QueueContract, WhoeverLostTheLeaseCanSettleNothing) {
  ASSERT_TRUE(add("a", kNow));
  const auto slow = take(kNow).front();
  const auto other = take(kNow + minutes(5)).front();
  for (const auto& outcome :
       {complete(slow), reschedule(slow, kNow), fail_job(slow, kNow), fail_job(slow, {})}) {
    ASSERT_FALSE(outcome);
    EXPECT_TRUE(outcome.error().is(kLeaseLost));
  }
  EXPECT_TRUE(complete(other));
  EXPECT_FALSE(next_due());
}

TEST_P(QueueContract, WorkThatLostItsLeaseIsNotStored) {
  ASSERT_TRUE(add("a", kNow));
  const auto slow = take(kNow).front();
  ASSERT_EQ(take(kNow + minutes(5)).size(), 1u);
  const auto outcome = write([&](Transaction& tx) -> Result<void> {
    TRY(store::SettingRepository::set(tx, "work", "done"));
    return queue_->complete(tx, slow);
  });
  ASSERT_FALSE(outcome);
  EXPECT_TRUE(outcome.error().is(kLeaseLost));
  EXPECT_FALSE(
      (*db_)->read([](Snapshot& s) { return store::SettingRepository::get(s, "work"); }).value());
}

TEST_P(QueueContract, AddingTwiceMakesOneJobAndTheNearerTimeCounts) {
  ASSERT_TRUE(add("a", kNow + minutes(10), "first"));
  ASSERT_TRUE(add("a", kNow + minutes(20), "second"));
  EXPECT_EQ(next_due(), kNow + minutes(10));
  ASSERT_TRUE(add("a", kNow, "third"));
  const auto taken = take(kNow);
  ASSERT_EQ(taken.size(), 1u);
  EXPECT_EQ(taken[0].payload, "first");
}

TEST_P(QueueContract, TheSameKeyOfAnotherKindIsAnotherJob) {
  ASSERT_TRUE(add("a", kNow));
  ASSERT_TRUE(write([&](Transaction& tx) { return queue_->add(tx, {"other", "a", kNow, ""}); }));
  EXPECT_EQ(take(kNow).size(), 2u);
}

TEST_P(QueueContract, WhatIsAddedDuringARunIsNeverLost) {
  ASSERT_TRUE(add("a", kNow));
  const auto job = take(kNow).front();
  ASSERT_TRUE(add("a", kNow + seconds(30)));
  ASSERT_TRUE(add("a", kNow + seconds(10)));
  EXPECT_TRUE(take(kNow + seconds(60)).empty()) << "it is still being worked on";
  ASSERT_TRUE(complete(job));
  EXPECT_EQ(next_due(), kNow + seconds(10));
  const auto second = take(kNow + seconds(10)).front();
  EXPECT_EQ(second.attempts, 1);
  ASSERT_TRUE(complete(second));
  EXPECT_FALSE(next_due());
}

TEST_P(QueueContract, ReschedulingStartsAfreshAndKeepsANearerWish) {
  ASSERT_TRUE(add("a", kNow));
  ASSERT_TRUE(reschedule(take(kNow).front(), kNow + minutes(1)));
  auto job = take(kNow + minutes(1)).front();
  EXPECT_EQ(job.attempts, 1);
  EXPECT_EQ(job.payload, "later");
  ASSERT_TRUE(add("a", kNow + minutes(2)));
  ASSERT_TRUE(reschedule(job, kNow + minutes(60)));
  EXPECT_EQ(next_due(), kNow + minutes(2));
}

TEST_P(QueueContract, AFailedJobComesAgainAndCountsItsAttempts) {
  ASSERT_TRUE(add("a", kNow));
  ASSERT_TRUE(fail_job(take(kNow).front(), kNow + minutes(1)));
  EXPECT_TRUE(take(kNow).empty());
  EXPECT_EQ(take(kNow + minutes(1)).front().attempts, 2);
}

TEST_P(QueueContract, AParkedJobIsShownAndRunsOnlyWhenAddedAgain) {
  ASSERT_TRUE(add("a", kNow));
  ASSERT_TRUE(fail_job(take(kNow).front(), std::nullopt));
  EXPECT_TRUE(take(kNow + std::chrono::hours(1000)).empty());
  EXPECT_FALSE(next_due());
  const auto parked = (*db_)->read([](Snapshot& s) { return Queue::parked(s, 10); }).value();
  ASSERT_EQ(parked.size(), 1u);
  EXPECT_EQ(parked[0].key, "a");
  EXPECT_EQ(parked[0].error, "no luck");
  ASSERT_TRUE(add("a", kNow));
  EXPECT_EQ(take(kNow).front().attempts, 1);
}

TEST_P(QueueContract, ACancelledJobIsGoneAndARunningOneIsNotInterrupted) {
  ASSERT_TRUE(add("waiting", kNow + minutes(1)));
  ASSERT_TRUE(add("running", kNow));
  const auto running = take(kNow).front();
  ASSERT_TRUE(add("running", kNow));
  for (const char* key : {"waiting", "running", "unknown"}) {
    ASSERT_TRUE(write([&](Transaction& tx) { return queue_->cancel(tx, "test", key); }));
  }
  EXPECT_TRUE(complete(running));
  EXPECT_FALSE(next_due());
}

TEST_P(QueueContract, AJobOfADroppedUnitDoesNotExistAndWakesNobody) {
  std::vector<Time> woken;
  queue_->on_added([&](Time due) { woken.push_back(due); });
  EXPECT_FALSE(write([&](Transaction& tx) -> Result<void> {
    TRY(queue_->add(tx, {"test", "a", kNow, ""}));
    return fail(kRefused);
  }));
  ASSERT_TRUE(add("b", kNow + seconds(7)));
  queue_->on_added({});
  EXPECT_THAT(woken, ElementsAre(kNow + seconds(7)));
  EXPECT_THAT(keys(take(kNow + seconds(7))), ElementsAre("b"));
}

TEST_P(QueueContract, SeveralNodesNeverTakeTheSameJob) {
  constexpr int kJobs = 200;
  ASSERT_TRUE(write([&](Transaction& tx) -> Result<void> {
    for (int i = 0; i < kJobs; ++i) {
      TRY(queue_->add(tx, {"test", std::to_string(i), kNow, ""}));
    }
    return {};
  }));
  std::mutex mutex;
  std::multiset<std::string> taken;
  std::vector<std::thread> nodes;
  for (int n = 0; n < 3; ++n) {
    nodes.emplace_back([&, n] {
      const auto db = store::Database::open(db_->url()).value();
      SeededRandom random(static_cast<std::uint64_t>(n) + 10);
      IdSource ids(clock_, random);
      Queue queue(*db, ids, "node-" + std::to_string(n));
      for (;;) {
        const auto jobs = queue
                              .take(
                                  kNow, [](auto) { return minutes(5); }, 7)
                              .value();
        if (jobs.empty()) {
          return;
        }
        const std::lock_guard lock(mutex);
        for (const auto& job : jobs) {
          taken.insert(job.key);
        }
      }
    });
  }
  for (auto& node : nodes) {
    node.join();
  }
  // SKIP LOCKED may let a node see nothing while another holds rows; none is taken twice or lost.
  for (const auto& job : take(kNow, 100)) {
    taken.insert(job.key);
  }
  EXPECT_EQ(taken.size(), static_cast<std::size_t>(kJobs));
  EXPECT_EQ(std::set<std::string>(taken.begin(), taken.end()).size(),
            static_cast<std::size_t>(kJobs));
}

// Every write of a job's life breaks once, in both ways. Whatever breaks, the work is done, and a
// job never vanishes before that.
TEST_P(QueueContract, NoBrokenWriteLosesAJob) {
  for (const auto fault : {store::Fault::lost, store::Fault::reported_lost}) {
    for (int broken = 0; broken < 3; ++broken) {
      const std::string key = std::to_string(static_cast<int>(fault)) + std::to_string(broken);
      int step = 0;
      bool work_done = false;
      Time now = kNow;
      const auto arm = [&] { faults_.next = step++ == broken ? fault : store::Fault::none; };
      bool added = false;
      for (int tries = 0; tries < 5 && !work_done; ++tries, now += minutes(6)) {
        if (!added) {
          arm();
          added = add(key, now).has_value();  // one who does not know tries again
        }
        if (!added) {
          continue;
        }
        arm();
        const auto taken = queue_->take(
            now, [](auto) { return minutes(5); }, 10);
        if (!taken || taken->empty()) {
          continue;
        }
        arm();
        const auto settled = complete(taken->front());
        work_done = settled || !settled.error().is(store::kStoreUnavailable);
      }
      restart();
      EXPECT_TRUE(work_done) << key;
      EXPECT_FALSE(next_due()) << key;
    }
  }
}

}  // namespace
}  // namespace chancery::jobs
