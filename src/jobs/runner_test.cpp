#include "jobs/runner.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <latch>

#include "jobs/errors.h"
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
constexpr ErrorKind kBroken{"test_broken", ErrorClass::unavailable, "broken by the test"};

class RunnerContract : public testing::TestWithParam<BackEnd> {
 protected:
  void SetUp() override {
    if (!TestDatabase::available(GetParam())) {
      GTEST_SKIP() << "PostgreSQL is not installed";
    }
    db_ = std::make_unique<TestDatabase>(GetParam());
    db_->open();
    queue_ = std::make_unique<Queue>(**db_, ids_, "node-a");
    runner_ = std::make_unique<Runner>(**db_, *queue_, clock_, random_,
                                       RunnerOptions{.threads = 3, .poll = minutes(10)});
    runner_->on_error([this](const Job*, const Error& error) {
      const std::lock_guard lock(mutex_);
      errors_.emplace_back(error.code());
    });
  }
  void add(const std::string& key, Time due, const std::string& payload = "") {
    ASSERT_TRUE((*db_)->write([&](Transaction& tx) {
      return queue_->add(tx, {"test", key, due, payload});
    }));
  }
  std::optional<Time> next_due() {
    return (*db_)->read([](Snapshot& s) { return Queue::next_due(s); }).value();
  }

  std::unique_ptr<TestDatabase> db_;
  ManualClock clock_{kNow};
  SeededRandom random_{1};
  IdSource ids_{clock_, random_};
  std::unique_ptr<Queue> queue_;
  std::unique_ptr<Runner> runner_;
  std::mutex mutex_;
  std::vector<std::string> errors_;
};

INSTANTIATE_TEST_SUITE_P(Both, RunnerContract, testing::Values(BackEnd::sqlite, BackEnd::postgres),
                         [](const auto& test) { return store::to_text(test.param); });

TEST_P(RunnerContract, RunsWhatIsDueAndNothingElse) {
  std::vector<std::string> ran;
  runner_->handle("test", [&](const Job& job) -> Result<Verdict> {
    ran.push_back(job.key);
    return Done{};
  });
  add("now", kNow);
  add("later", kNow + minutes(1));
  EXPECT_EQ(runner_->run_due().value(), 1u);
  clock_.advance(minutes(1));
  EXPECT_EQ(runner_->run_due().value(), 1u);
  EXPECT_THAT(ran, ElementsAre("now", "later"));
  EXPECT_FALSE(next_due());
}

TEST_P(RunnerContract, AgainRunsAgainWithItsNewPayload) {
  std::vector<std::string> payloads;
  runner_->handle("test", [&](const Job& job) -> Result<Verdict> {
    payloads.push_back(job.payload);
    return payloads.size() < 3 ? Verdict(Again{kNow + seconds(payloads.size()), "again"})
                               : Verdict(Done{});
  });
  add("a", kNow, "first");
  for (int i = 0; i < 4; ++i, clock_.advance(seconds(1))) {
    ASSERT_TRUE(runner_->run_due());
  }
  EXPECT_THAT(payloads, ElementsAre("first", "again", "again"));
}

TEST_P(RunnerContract, WorkThatWaitsElsewhereDelaysNoOtherJob) {
  std::vector<Continuation> waiting;
  std::vector<std::string> ran;
  runner_->handle_async("test", [&](const Job& job, Continuation done) {
    ran.push_back(job.key);
    if (job.key.starts_with("slow")) {
      waiting.push_back(std::move(done));
    } else {
      done(Done{});
    }
    if (ran.size() == 4) {  // everything was begun, though nothing of the slow has ended
      waiting[0](Again{kNow + minutes(1), "later"});
      waiting[1](fail(kBroken));
      waiting[2](Done{});
    }
  });
  for (const char* key : {"slow1", "slow2", "slow3"}) {
    add(key, kNow - seconds(1));
  }
  add("quick", kNow);
  EXPECT_EQ(runner_->run_due().value(), 4u);
  EXPECT_THAT(errors_, ElementsAre(kBroken.code));
  const auto next = next_due();
  ASSERT_TRUE(next);
  EXPECT_LT(*next, kNow + minutes(1)) << "the one that failed";
  ran.clear();
  waiting.clear();
  runner_->handle("test", [&](const Job& job) -> Result<Verdict> {
    ran.push_back(job.key + job.payload);
    return Done{};
  });
  clock_.advance(minutes(2));
  ASSERT_TRUE(runner_->run_due());
  EXPECT_THAT(ran, testing::UnorderedElementsAre("slow1later", "slow2"));
}

TEST_P(RunnerContract, ASettledJobIsNotTouched) {
  runner_->handle("test", [&](const Job& job) -> Result<Verdict> {
    return (*db_)->write([&](Transaction& tx) -> Result<Verdict> {
      TRY(store::SettingRepository::set(tx, "work", "done"));
      TRY(queue_->complete(tx, job));
      return Settled{};
    });
  });
  add("a", kNow);
  EXPECT_EQ(runner_->run_due().value(), 1u);
  EXPECT_THAT(errors_, ElementsAre());
  EXPECT_FALSE(next_due());
}

TEST_P(RunnerContract, FailuresComeAgainLaterAndLaterAndAreParkedInTheEnd) {
  runner_->handle("test", [](const Job&) -> Result<Verdict> { return fail(kBroken); },
                  {.first_retry = seconds(10), .longest_retry = seconds(30), .max_attempts = 4});
  add("a", kNow);
  std::vector<Duration> pauses;
  while (const auto due = next_due()) {
    clock_.set(std::max(*due, clock_.now()));
    ASSERT_EQ(runner_->run_due().value(), 1u);
    if (const auto next = next_due()) {
      pauses.push_back(*next - clock_.now());
    }
  }
  ASSERT_EQ(pauses.size(), 3u);
  for (const auto& [pause, expected] :
       {std::pair(pauses[0], 10.0), std::pair(pauses[1], 20.0), std::pair(pauses[2], 30.0)}) {
    EXPECT_NEAR(static_cast<double>(pause.count()), expected * 1000, expected * 200 + 1);
  }
  EXPECT_EQ(errors_.size(), 4u);
  EXPECT_EQ((*db_)->read([](Snapshot& s) { return Queue::parked(s, 10); }).value().size(), 1u);
}

TEST_P(RunnerContract, AKindWithoutHandlerIsReportedAndKept) {
  add("a", kNow);
  EXPECT_EQ(runner_->run_due().value(), 1u);
  EXPECT_THAT(errors_, ElementsAre(kHandlerMissing.code));
  EXPECT_TRUE(next_due());
}

TEST_P(RunnerContract, AJobAddedWhileEverybodySleepsRunsAtOnce) {
  std::latch ran(1);
  runner_->handle("test", [&](const Job&) -> Result<Verdict> {
    ran.count_down();
    return Done{};
  });
  add("far", kNow + std::chrono::hours(1));
  runner_->start();
  add("near", kNow);  // without the wake-up it would run after ten minutes
  ran.wait();
  runner_->stop();
  EXPECT_EQ(next_due(), kNow + std::chrono::hours(1));
}

TEST_P(RunnerContract, EveryJobOfManyRunsOnce) {
  constexpr int kJobs = 60;
  std::mutex mutex;
  std::map<std::string, int> ran;
  std::latch left(kJobs);
  runner_->handle("test", [&](const Job& job) -> Result<Verdict> {
    {
      const std::lock_guard lock(mutex);
      ++ran[job.key];
    }
    left.count_down();
    return Done{};
  });
  runner_->start();
  for (int i = 0; i < kJobs; ++i) {
    add(std::to_string(i), kNow);
  }
  left.wait();
  runner_->stop();
  EXPECT_EQ(ran.size(), static_cast<std::size_t>(kJobs));
  EXPECT_THAT(ran, testing::Each(testing::Pair(testing::_, 1)));
  EXPECT_FALSE(next_due());
}

TEST_P(RunnerContract, StoppingWaitsForTheHandlerAndStoresItsVerdict) {
  std::latch entered(1);
  std::latch released(1);
  runner_->handle("test", [&](const Job&) -> Result<Verdict> {
    entered.count_down();
    released.wait();
    return Done{};
  });
  add("a", kNow);
  runner_->start();
  entered.wait();
  std::thread stopping([&] { runner_->stop(); });
  released.count_down();
  stopping.join();
  EXPECT_FALSE(next_due());
  runner_->stop();
}

TEST_P(RunnerContract, AStoppedRunnerStartsAgain) {
  std::latch ran(1);
  runner_->handle("test", [&](const Job&) -> Result<Verdict> {
    ran.count_down();
    return Done{};
  });
  runner_->start();
  runner_->stop();
  add("a", kNow);
  runner_->start();
  ran.wait();
  runner_->stop();
  EXPECT_FALSE(next_due());
}

}  // namespace
}  // namespace chancery::jobs
