// The contract of IntentLog, run against both back ends.
#include "store/intent_log.h"

#include <gtest/gtest.h>

#include "model/new_serial.h"
#include "store/certificate_repository.h"
#include "store/errors.h"
#include "store/test_database.h"

namespace chancery::store {
namespace {

constexpr ErrorKind kRefused{"test_refused", ErrorClass::rejected, "refused by the test"};

struct Faults : FaultHook {
  Fault next = Fault::none;
  Fault next_commit() override { return std::exchange(next, Fault::none); }
};

class IntentContract : public testing::TestWithParam<BackEnd> {
 protected:
  void SetUp() override {
    if (!TestDatabase::available(GetParam())) {
      GTEST_SKIP() << "PostgreSQL is not installed";
    }
    db_ = std::make_unique<TestDatabase>(GetParam());
    restart();
  }
  void restart() {
    log_.reset();
    db_->open({.faults = &faults_});
    log_ = std::make_unique<IntentLog>(**db_, ids_, "node-a");
  }

  model::Intent intent(const std::string& body) {
    return {model::IssuerId(1), model::new_serial(clock_.now(), random_), to_bytes(body)};
  }
  Result<model::IntentKey> record(const model::Intent& intent) {
    return (*db_)->write(
        [&](Transaction& tx) -> Result<model::IntentKey> { return log_->record(tx, intent); });
  }
  Result<void> close(model::IntentKey key) {
    return (*db_)->write([&](Transaction& tx) -> Result<void> {
      log_->close(tx, key);
      return {};
    });
  }
  Result<void> issue(const model::Intent& intent, model::IntentKey key) {
    model::IssuedCertificate c;
    c.id = ids_.next<model::CertificateId>();
    c.issuer = intent.issuer;
    c.serial = intent.serial;
    return (*db_)->write([&](Transaction& tx) -> Result<void> {
      log_->close(tx, key);
      return CertificateRepository::insert(tx, c);
    });
  }
  std::vector<OutstandingIntent> outstanding() {
    return (*db_)->read([&](Snapshot& s) { return log_->outstanding(s); }).value();
  }
  std::int64_t rows() {
    return (*db_)
        ->read([](Snapshot& s) {
          return s.first("SELECT COUNT(*) FROM intent_batch", {},
                         [](const Row& row) { return row.integer(0); });
        })
        .value()
        .value();
  }

  Faults faults_;
  std::unique_ptr<TestDatabase> db_;
  ManualClock clock_{at_date(2026, 11, 21)};
  SeededRandom random_{1};
  IdSource ids_{clock_, random_};
  std::unique_ptr<IntentLog> log_;
};

INSTANTIATE_TEST_SUITE_P(Both, IntentContract, testing::Values(BackEnd::sqlite, BackEnd::postgres),
                         [](const auto& test) { return to_text(test.param); });

TEST_P(IntentContract, WhatACrashLeftIsFoundWithSerialAndBody) {
  const auto lost = intent("the body that was to be signed");
  ASSERT_TRUE(record(lost));
  EXPECT_TRUE(outstanding().empty()) << "a running process does not recover its own";
  restart();
  const auto found = outstanding();
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].intent.issuer, lost.issuer);
  EXPECT_EQ(found[0].intent.serial, lost.serial);
  EXPECT_EQ(found[0].intent.tbs_der, lost.tbs_der);
  EXPECT_FALSE(found[0].issued);
}

TEST_P(IntentContract, AnIssuedOneIsNeverCalledLost) {
  const auto first = intent("first");
  const auto key = record(first).value();
  ASSERT_TRUE(issue(first, key));
  restart();
  for (const auto& one : outstanding()) {
    EXPECT_TRUE(one.issued);
  }
}

TEST_P(IntentContract, ClosedRowsGoAwayAndOpenOnesStay) {
  const auto open = record(intent("open")).value();
  for (int i = 0; i < 5; ++i) {
    ASSERT_TRUE(close(record(intent("closed")).value()));
  }
  ASSERT_TRUE(record(intent("last")));  // the batch that drops the row before
  EXPECT_EQ(rows(), 2);
  restart();
  const auto found = outstanding();
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].key, open);
}

TEST_P(IntentContract, TheIntentsOfOneUnitShareARowAndCloseOneByOne) {
  std::vector<model::IntentKey> keys;
  ASSERT_TRUE((*db_)->write([&](Transaction& tx) -> Result<void> {
    keys.clear();
    for (const char* body : {"a", "b", "c"}) {
      keys.push_back(log_->record(tx, intent(body)));
    }
    return {};
  }));
  EXPECT_EQ(rows(), 1);
  ASSERT_TRUE(close(keys[0]));
  ASSERT_TRUE(close(keys[2]));
  ASSERT_TRUE(close(record(intent("other")).value()));
  restart();
  const auto found = outstanding();
  ASSERT_GE(found.size(), 3u);
  EXPECT_EQ(as_text(found[1].intent.tbs_der), "b");
}

TEST_P(IntentContract, ADroppedUnitRecordsAndClosesNothing) {
  const auto key = record(intent("open")).value();
  ASSERT_FALSE((*db_)->write([&](Transaction& tx) -> Result<void> {
    (void)log_->record(tx, intent("never"));
    log_->close(tx, key);
    return fail(kRefused);
  }));
  ASSERT_TRUE(close(record(intent("other")).value()));
  ASSERT_TRUE(record(intent("last")));
  restart();
  const auto found = outstanding();
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(as_text(found[0].intent.tbs_der), "open");
  EXPECT_EQ(as_text(found[1].intent.tbs_der), "last");
}

TEST_P(IntentContract, ForgettingRemovesWhatEarlierProcessesLeftAndNoMore) {
  ASSERT_TRUE(record(intent("old")));
  restart();
  ASSERT_TRUE(record(intent("new")));
  const auto found = outstanding();
  ASSERT_EQ(found.size(), 1u);
  ASSERT_TRUE((*db_)->write(
      [&](Transaction& tx) { return log_->forget_through(tx, found.back().key.batch); }));
  EXPECT_TRUE(outstanding().empty());
  EXPECT_EQ(rows(), 1);
}

TEST_P(IntentContract, AnOrderlyEndLeavesNothingToRecoverButWhatIsOpen) {
  const auto done = intent("done");
  ASSERT_TRUE(issue(done, record(done).value()));
  (void)record(intent("open")).value();
  log_->clean_up();
  restart();
  const auto left = outstanding();
  ASSERT_EQ(left.size(), 1U);
  EXPECT_FALSE(left.front().issued);
}

TEST_P(IntentContract, AnotherNodesIntentsAreLeftAlone) {
  ASSERT_TRUE(record(intent("mine")));
  restart();
  IntentLog other(**db_, ids_, "node-b");
  EXPECT_TRUE((*db_)->read([&](Snapshot& s) { return other.outstanding(s); }).value().empty());
}

// Every write breaks once, in both ways: no intent that a caller was told of may be unknown after.
TEST_P(IntentContract, BrokenWritesNeverLoseAnIntentThatWasConfirmed) {
  for (const Fault fault : {Fault::lost, Fault::reported_lost}) {
    for (int broken = 0; broken < 4; ++broken) {
      std::vector<x509::Serial> confirmed;
      for (int write = 0; write < 4; ++write) {
        faults_.next = write == broken ? fault : Fault::none;
        const auto one = intent("body");
        const auto key = record(one);
        if (key) {
          confirmed.push_back(one.serial);
        } else {
          EXPECT_TRUE(key.error().is(fault == Fault::lost ? kStoreUnavailable : kCommitUnknown));
        }
      }
      restart();
      const auto found = outstanding();
      for (const auto& serial : confirmed) {
        EXPECT_TRUE(std::ranges::any_of(
            found, [&](const auto& one) { return one.intent.serial == serial; }));
      }
      EXPECT_EQ(found.size(), fault == Fault::lost ? 3u : 4u);
      ASSERT_TRUE((*db_)->write(
          [&](Transaction& tx) { return log_->forget_through(tx, found.back().key.batch); }));
    }
  }
}

}  // namespace
}  // namespace chancery::store
