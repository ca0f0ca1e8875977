// The contract of Database, run against both back ends.
#include "store/database.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <latch>

#include "store/errors.h"
#include "store/migrations.h"
#include "store/setting_repository.h"
#include "store/test_database.h"

namespace chancery::store {
namespace {

using testing::ElementsAre;

class DatabaseContract : public testing::TestWithParam<BackEnd> {
 protected:
  void SetUp() override {
    if (!TestDatabase::available(GetParam())) {
      GTEST_SKIP() << "PostgreSQL is not installed";
    }
    db_ = std::make_unique<TestDatabase>(GetParam());
    db_->open();
  }
  Database& db() { return **db_; }

  Result<void> set(const std::string& name, const std::string& value) {
    return db().write([&](Transaction& tx) { return SettingRepository::set(tx, name, value); });
  }
  std::string get(const std::string& name) {
    return db()
        .read([&](Snapshot& s) { return SettingRepository::get(s, name); })
        .value()
        .value_or("(none)");
  }

  std::unique_ptr<TestDatabase> db_;
};

INSTANTIATE_TEST_SUITE_P(Both, DatabaseContract,
                         testing::Values(BackEnd::sqlite, BackEnd::postgres),
                         [](const auto& test) { return to_text(test.param); });

// Waits on the writer's thread until released, so that what is written meanwhile shares a batch.
class Gate {
 public:
  explicit Gate(Database& db)
      : thread_([this, &db] {
          (void)db.write([this](Transaction&) -> Result<void> {
            entered_.count_down();
            opened_.wait();
            return {};
          });
        }) {
    entered_.wait();
  }
  void open() {
    opened_.count_down();
    thread_.join();
  }

 private:
  std::latch entered_{1};
  std::latch opened_{1};
  std::thread thread_;
};

// Runs units in one batch and gives their outcomes, in order.
std::vector<Result<void>> write_together(
    Database& db, std::vector<std::function<Result<void>(Transaction&)>> units) {
  std::vector<Result<void>> outcomes(units.size());
  std::latch done(static_cast<std::ptrdiff_t>(units.size()));
  Gate gate(db);
  for (std::size_t i = 0; i < units.size(); ++i) {
    db.write_async(units[i], [&, i](Result<void> outcome) {
      outcomes[i] = std::move(outcome);
      done.count_down();
    });
  }
  gate.open();
  done.wait();
  return outcomes;
}

Result<void> insert(Transaction& tx, const std::string& name) {
  TRY(tx.execute("INSERT INTO setting (name, value) VALUES ($1, $2)", {name, "x"}));
  return {};
}

constexpr ErrorKind kRefused{"test_refused", ErrorClass::rejected, "refused by the test"};

TEST_P(DatabaseContract, WhatWasWrittenIsThereAfterOpeningAgain) {
  ASSERT_TRUE(set("colour", "blue"));
  db_->open();
  EXPECT_EQ(get("colour"), "blue");
}

TEST_P(DatabaseContract, EveryTypeComesBackAsItWent) {
  const Bytes odd{0x00, 0xff, 0x27};
  const auto check = [&](Transaction& tx) -> Result<void> {
    TRY(
        tx.execute("INSERT INTO idempotency (account, request_key, request_hash, status, response, "
                   "expires) VALUES ($1, $2, $3, $4, $5, $6)",
                   {std::int64_t{-7}, "K'\"\xc3\xa9", odd, INT64_MAX, Bytes{}, from_millis(-1)}));
    TRY(
        tx.each("SELECT account, request_key, request_hash, status, response, expires, NULL "
                "FROM idempotency WHERE request_key = $2 AND account = $1",
                {-7, "K'\"\xc3\xa9"}, [&](const Row& row) {
                  EXPECT_EQ(row.integer(0), -7);
                  EXPECT_EQ(row.text(1), "K'\"\xc3\xa9");
                  EXPECT_EQ(row.bytes(2), odd);
                  EXPECT_EQ(row.integer(3), INT64_MAX);
                  EXPECT_FALSE(row.is_null(4));
                  EXPECT_TRUE(row.blob(4).empty());
                  EXPECT_EQ(row.time(5), from_millis(-1));
                  EXPECT_TRUE(row.is_null(6));
                }));
    return {};
  };
  ASSERT_TRUE(db().write(check));
}

TEST_P(DatabaseContract, AFailedUnitLeavesNothing) {
  const auto outcome = db().write([](Transaction& tx) -> Result<void> {
    TRY(SettingRepository::set(tx, "half", "written"));
    return fail(kRefused);
  });
  ASSERT_FALSE(outcome);
  EXPECT_TRUE(outcome.error().is(kRefused));
  EXPECT_EQ(get("half"), "(none)");
}

TEST_P(DatabaseContract, UnitsThatWaitTogetherShareACommit) {
  const auto before = db().statistics().commits;
  std::vector<std::function<Result<void>(Transaction&)>> units;
  for (int i = 0; i < 20; ++i) {
    units.emplace_back([i](Transaction& tx) { return insert(tx, "n" + std::to_string(i)); });
  }
  for (const auto& outcome : write_together(db(), units)) {
    EXPECT_TRUE(outcome);
  }
  EXPECT_EQ(db().statistics().commits - before, 2);  // the gate's, and theirs
  EXPECT_EQ(get("n19"), "x");
}

TEST_P(DatabaseContract, AUnitThatFailsDoesNotTakeItsNeighboursWithIt) {
  const auto outcomes =
      write_together(db(), {[](Transaction& tx) { return insert(tx, "first"); },
                            [](Transaction& tx) -> Result<void> {
                              TRY(insert(tx, "second"));
                              return fail(kRefused);
                            },
                            [](Transaction& tx) { return insert(tx, "first"); },  // unique key
                            [](Transaction& tx) -> Result<void> {
                              TRY(tx.execute("INSERT INTO no_such_table VALUES (1)"));
                              return {};
                            },
                            [](Transaction& tx) { return insert(tx, "last"); }});
  EXPECT_TRUE(outcomes[0]);
  EXPECT_TRUE(outcomes[1].error().is(kRefused));
  EXPECT_TRUE(outcomes[2].error().is(kStoreConflict));
  EXPECT_TRUE(outcomes[3].error().is(kStoreStatement));
  EXPECT_TRUE(outcomes[4]);
  EXPECT_EQ(get("first"), "x");
  EXPECT_EQ(get("second"), "(none)");
  EXPECT_EQ(get("last"), "x");
}

TEST_P(DatabaseContract, APostThatChangesNothingFailsItsOwnUnitOnly) {
  const auto post = [](const char* name) {
    return [name](Transaction& tx) {
      return tx.post("INSERT INTO setting (name, value) VALUES ($1, '') ON CONFLICT DO NOTHING",
                     {name}, kRefused);
    };
  };
  const auto outcomes =
      write_together(db(), {post("a"), post("a"), post("b"), [](Transaction& tx) -> Result<void> {
                              // Meets the neighbour's failure, must not take it.
                              TRY(SettingRepository::get(tx, "a"));
                              return insert(tx, "c");
                            }});
  EXPECT_TRUE(outcomes[0]);
  ASSERT_FALSE(outcomes[1]);
  EXPECT_TRUE(outcomes[1].error().is(kRefused));
  EXPECT_TRUE(outcomes[2]);
  EXPECT_TRUE(outcomes[3]);
}

TEST_P(DatabaseContract, ARefusalThatChangedNothingDoesNotRunTheBatchAgain) {
  const auto before = db().statistics().reruns;
  const auto outcomes =
      write_together(db(), {[](Transaction& tx) { return insert(tx, "a"); },
                            [](Transaction&) -> Result<void> { return fail(kRefused); }});
  EXPECT_TRUE(outcomes[0]);
  EXPECT_FALSE(outcomes[1]);
  EXPECT_EQ(db().statistics().reruns, before);
}

TEST_P(DatabaseContract, ASnapshotDoesNotSeeWhatIsCommittedAfterIt) {
  ASSERT_TRUE(set("n", "1"));
  const auto second = db().read([&](Snapshot& s) -> Result<std::string> {
    TRY(SettingRepository::get(s, "n"));
    std::thread([&] { EXPECT_TRUE(set("n", "2")); }).join();
    return TRY(SettingRepository::get(s, "n")).value();
  });
  EXPECT_EQ(second.value(), "1");
  EXPECT_EQ(get("n"), "2");
}

TEST_P(DatabaseContract, ASnapshotCannotWrite) {
  const auto written = db().read([](Snapshot& s) -> Result<void> {
    return s.each("INSERT INTO setting (name, value) VALUES ('a', 'b')", {}, [](const Row&) {});
  });
  EXPECT_FALSE(written);
  EXPECT_EQ(get("a"), "(none)");
}

TEST_P(DatabaseContract, AStatementInsideOfARowCallbackIsRefused) {
  ASSERT_TRUE(set("a", "1"));
  const auto nested = db().read([](Snapshot& s) -> Result<void> {
    return s.each("SELECT 1", {}, [&](const Row&) -> Result<void> {
      TRY(SettingRepository::get(s, "a"));
      return {};
    });
  });
  ASSERT_FALSE(nested);
  EXPECT_TRUE(nested.error().is(kStoreStatement));
}

TEST_P(DatabaseContract, StreamingStopsWhereTheCallbackSays) {
  for (const auto* name : {"a", "b", "c"}) {
    ASSERT_TRUE(set(name, ""));
  }
  std::vector<std::string> seen;
  const auto twice = db().read([&](Snapshot& s) -> Result<void> {
    for (int i = 0; i < 2; ++i) {
      TRY(s.stream("SELECT name FROM setting ORDER BY name", {}, [&](const Row& row) {
        seen.push_back(row.string(0));
        return seen.size() % 2 != 0;
      }));
    }
    return {};
  });
  ASSERT_TRUE(twice);
  EXPECT_THAT(seen, ElementsAre("a", "b", "a", "b"));
}

TEST_P(DatabaseContract, AfterAStreamTheNextStatementStillGivesAllItsRows) {
  for (const auto* name : {"a", "b", "c"}) {
    ASSERT_TRUE(set(name, ""));
  }
  std::size_t rows = 0;
  const auto read = [&](Snapshot& s) -> Result<void> {
    TRY(s.stream("SELECT name FROM setting WHERE name < 'b'", {}, [](const Row&) {}));
    rows = TRY(s.all("SELECT name FROM setting", {}, [](const Row& row) {
             return row.string(0);
           })).size();
    return {};
  };
  for (int i = 0; i < 2; ++i) {  // the second time, all is prepared
    ASSERT_TRUE(db().read(read));
    EXPECT_EQ(rows, 3U);
  }
}

TEST_P(DatabaseContract, AnErrorOfTheCallbackIsTheResult) {
  const auto stopped = db().read([](Snapshot& s) -> Result<void> {
    return s.stream("SELECT 1", {}, [](const Row&) -> Result<void> { return fail(kRefused); });
  });
  ASSERT_FALSE(stopped);
  EXPECT_TRUE(stopped.error().is(kRefused));
}

TEST_P(DatabaseContract, ManyThreadsLoseNothing) {
  constexpr int kThreads = 16;
  constexpr int kEach = 25;
  std::vector<std::thread> threads;
  std::atomic<int> failures{0};
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < kEach; ++i) {
        const auto name = std::to_string(t) + "/" + std::to_string(i);
        failures += set(name, "x") ? 0 : 1;
      }
    });
  }
  for (auto& thread : threads) {
    thread.join();
  }
  EXPECT_EQ(failures, 0);
  const auto count = db().read([](Snapshot& s) {
    return s.first("SELECT COUNT(*) FROM setting", {},
                   [](const Row& row) { return row.integer(0); });
  });
  EXPECT_EQ(count.value().value(), kThreads * kEach);
  EXPECT_EQ(db().statistics().units, kThreads * kEach);
}

TEST_P(DatabaseContract, ClosingWritesWhatWaits) {
  std::atomic<int> stored{0};
  for (int i = 0; i < 50; ++i) {
    db().write_async([i](Transaction& tx) { return insert(tx, "n" + std::to_string(i)); },
                     [&](Result<void> outcome) { stored += outcome ? 1 : 0; });
  }
  db_->close();
  EXPECT_EQ(stored, 50);
  db_->open();
  EXPECT_EQ(get("n49"), "x");
}

TEST_P(DatabaseContract, TooManyWaitingAreTurnedAway) {
  db_->open({.max_waiting = 2});
  std::atomic<int> busy{0};
  Gate gate(db());
  for (int i = 0; i < 5; ++i) {
    db().write_async(
        [i](Transaction& tx) { return insert(tx, "n" + std::to_string(i)); },
        [&](Result<void> outcome) { busy += !outcome && outcome.error().is(kStoreBusy) ? 1 : 0; });
  }
  gate.open();
  db_->close();
  EXPECT_EQ(busy, 3);
}

struct Faults : FaultHook {
  Fault next = Fault::none;
  Fault next_commit() override { return std::exchange(next, Fault::none); }
};

TEST_P(DatabaseContract, ALostCommitStoresNothingAndSaysSo) {
  Faults faults;
  db_->open({.faults = &faults});
  faults.next = Fault::lost;
  const auto lost = set("a", "1");
  ASSERT_FALSE(lost);
  EXPECT_TRUE(lost.error().is(kStoreUnavailable));
  EXPECT_EQ(get("a"), "(none)");
  EXPECT_TRUE(set("a", "2"));
  EXPECT_EQ(get("a"), "2");
}

TEST_P(DatabaseContract, ACommitReportedLostIsNeverCalledUnstored) {
  Faults faults;
  db_->open({.faults = &faults});
  faults.next = Fault::reported_lost;
  const auto unknown = set("a", "1");
  ASSERT_FALSE(unknown);
  EXPECT_TRUE(unknown.error().is(kCommitUnknown));
  EXPECT_EQ(get("a"), "1");
}

// Notes what it is told.
struct Notes : BatchParticipant {
  std::vector<std::string> heard;
  int units = 0;
  int mark = 0;
  void batch_started() override { units = 0; }
  void unit_started() override { mark = units; }
  void unit_dropped() override { units = mark; }
  Result<void> before_commit(Transaction& tx) override {
    if (units == 0) {
      return {};
    }
    return SettingRepository::set(tx, "units", std::to_string(units));
  }
  void batch_ended(BatchOutcome outcome) override {
    heard.push_back(outcome == BatchOutcome::committed     ? "committed"
                    : outcome == BatchOutcome::rolled_back ? "rolled back"
                                                           : "unknown");
  }
};

TEST_P(DatabaseContract, ParticipantsWriteInTheSameCommitAndForgetDroppedUnits) {
  Notes notes;
  db().add_participant(notes);
  const auto outcomes = write_together(db(), {[&](Transaction& tx) {
                                                ++notes.units;
                                                return insert(tx, "a");
                                              },
                                              [&](Transaction& tx) -> Result<void> {
                                                ++notes.units;
                                                TRY(insert(tx, "b"));
                                                return fail(kRefused);
                                              },
                                              [&](Transaction& tx) {
                                                ++notes.units;
                                                return insert(tx, "c");
                                              }});
  db().remove_participant(notes);
  EXPECT_FALSE(outcomes[1]);
  EXPECT_EQ(get("units"), "2");
  EXPECT_THAT(notes.heard, ElementsAre("committed", "rolled back", "committed"));
}

struct Refuser : BatchParticipant {
  Result<void> before_commit(Transaction&) override { return fail(kRefused); }
};

TEST_P(DatabaseContract, AParticipantsErrorFailsTheBatch) {
  Refuser refuser;
  db().add_participant(refuser);
  const auto outcome = set("a", "1");
  db().remove_participant(refuser);
  ASSERT_FALSE(outcome);
  EXPECT_TRUE(outcome.error().is(kRefused));
  EXPECT_EQ(get("a"), "(none)");
}

constexpr std::string_view kOtherTable = "CREATE TABLE other (id INTEGER PRIMARY KEY) STRICT;";

class MigrationContract : public DatabaseContract {
 protected:
  Result<void> migrate_with(std::span<const Migration> migrations) {
    auto connector = make_connector(db_->url()).value();
    auto connection = connector->connect(Access::write).value();
    return migrate(*connection, migrations);
  }
  std::vector<Migration> migrations_{all_migrations().begin(), all_migrations().end()};
};

INSTANTIATE_TEST_SUITE_P(Both, MigrationContract,
                         testing::Values(BackEnd::sqlite, BackEnd::postgres),
                         [](const auto& test) { return to_text(test.param); });

TEST_P(MigrationContract, ADatabaseOfANewerProgramIsRefused) {
  migrations_.push_back({9999, "future", kOtherTable});
  ASSERT_TRUE(migrate_with(migrations_));
  db_->close();
  const auto opened = Database::open(db_->url());
  ASSERT_FALSE(opened);
  EXPECT_TRUE(opened.error().is(kSchemaNewer));
  EXPECT_EQ(opened.error().parameter("migration"), "9999");
}

TEST_P(MigrationContract, AMissingStepIsAppliedOnceAndDataStays) {
  ASSERT_TRUE(set("kept", "yes"));
  migrations_.insert(migrations_.begin() + 1, {5, "between", kOtherTable});
  ASSERT_TRUE(migrate_with(migrations_));
  ASSERT_TRUE(migrate_with(migrations_));
  EXPECT_EQ(get("kept"), "yes");
}

TEST_P(MigrationContract, AnEditedStepIsRefused) {
  migrations_.front().sql = kOtherTable;
  const auto migrated = migrate_with(migrations_);
  ASSERT_FALSE(migrated);
  EXPECT_TRUE(migrated.error().is(kSchemaDiffers));
}

TEST_P(MigrationContract, AStepThatFailsLeavesNothingOfItself) {
  migrations_.push_back({9998, "good", kOtherTable});
  migrations_.push_back({9999, "bad", "CREATE TABLE broken ("});
  ASSERT_FALSE(migrate_with(migrations_));
  db_->close();
  EXPECT_TRUE(Database::open(db_->url()));
}

TEST(Database, AnUnknownUrlIsRefusedAndNotShown) {
  const auto opened = Database::open("mysql://user:secret@host/db");
  ASSERT_FALSE(opened);
  EXPECT_TRUE(opened.error().is(kStoreUrlMalformed));
  EXPECT_THAT(opened.error().message(), testing::Not(testing::HasSubstr("secret")));
}

TEST(Database, TheFileIsForItsOwnerOnly) {
  TestDatabase db(BackEnd::sqlite);
  db.open();
  using std::filesystem::perms;
  EXPECT_EQ(std::filesystem::status(db.file()).permissions(),
            perms::owner_read | perms::owner_write);
}

TEST(Database, AFileThatIsNoDatabaseIsRefused) {
  TestDatabase db(BackEnd::sqlite);
  std::filesystem::copy_file("/proc/self/exe", db.file());
  const auto opened = Database::open(db.url());
  ASSERT_FALSE(opened);
  EXPECT_TRUE(opened.error().is(kStoreCorrupt));
}

TEST(Database, LostConnectionsHealWithoutLosingAWrite) {
  if (!TestDatabase::available(BackEnd::postgres)) {
    GTEST_SKIP() << "PostgreSQL is not installed";
  }
  TestDatabase db(BackEnd::postgres);
  db.open();
  const auto set = [&](const char* value) {
    return db->write([&](Transaction& tx) { return SettingRepository::set(tx, "n", value); });
  };
  ASSERT_TRUE(set("1"));
  TestPostgres::get()->drop_connections();
  EXPECT_TRUE(set("2"));
}

}  // namespace
}  // namespace chancery::store
