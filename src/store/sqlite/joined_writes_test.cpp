#include "store/sqlite/joined_writes.h"

#include <filesystem>
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <string>

#include "store/test_database.h"

namespace chancery::store {
namespace {

class Handle final {
 public:
  Handle(const std::filesystem::path& path, const char* vfs) {
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    EXPECT_EQ(sqlite3_open_v2(path.c_str(), &handle_, flags, vfs), SQLITE_OK);
    run("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0");
  }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() { sqlite3_close(handle_); }

  void run(const std::string& sql) {
    char* why = nullptr;
    ASSERT_EQ(sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, &why), SQLITE_OK) << why;
  }
  int number(const std::string& sql) {
    int number = -1;
    const auto keep = [](void* out, int, char** columns, char**) {
      *static_cast<int*>(out) = std::stoi(columns[0]);
      return 0;
    };
    EXPECT_EQ(sqlite3_exec(handle_, sql.c_str(), keep, &number, nullptr), SQLITE_OK);
    return number;
  }

 private:
  sqlite3* handle_ = nullptr;
};

// 3,000 rows of 2,000 octets: a transaction of about 6 MB, far more than is gathered.
constexpr const char* kFill =
    "INSERT INTO t SELECT zeroblob(2000) FROM (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT "
    "i + 1 FROM n WHERE i < 3000) SELECT i FROM n)";

class JoinedWrites : public testing::Test {
 protected:
  TestFolder folder_{"/dev/shm"};
  std::filesystem::path path_ = folder_.path() / "store.db";
  Handle writer_{path_, joined_writes_vfs()};

  void SetUp() override { writer_.run("CREATE TABLE t (b BLOB)"); }

  /// What a machine that loses power now would find.
  std::filesystem::path as_on_disk() const {
    const auto copy = folder_.path() / "copy.db";
    std::filesystem::copy_file(path_, copy);
    std::filesystem::copy_file(path_.string() + "-wal", copy.string() + "-wal");
    return copy;
  }
};

TEST_F(JoinedWrites, WhatIsCommittedIsInTheFileBeforeTheCommitReturns) {
  writer_.run("INSERT INTO t VALUES (zeroblob(100))");
  Handle after_crash(as_on_disk(), nullptr);
  EXPECT_EQ(after_crash.number("SELECT count(*) FROM t"), 1);
}

TEST_F(JoinedWrites, WhatIsNotCommittedIsNeverSeen) {
  writer_.run("PRAGMA cache_size=5");
  writer_.run("BEGIN");
  writer_.run(kFill);
  Handle reader(path_, nullptr);
  EXPECT_EQ(reader.number("SELECT count(*) FROM t"), 0);
  Handle after_crash(as_on_disk(), nullptr);
  EXPECT_EQ(after_crash.number("SELECT count(*) FROM t"), 0);
  writer_.run("ROLLBACK");
  EXPECT_EQ(writer_.number("SELECT count(*) FROM t"), 0);
}

TEST_F(JoinedWrites, AWriterReadsBackWhatLeftItsCache) {
  writer_.run("PRAGMA cache_size=5");
  writer_.run("BEGIN");
  writer_.run(kFill);
  writer_.run(kFill);
  EXPECT_EQ(writer_.number("SELECT count(*) FROM t WHERE length(b) = 2000"), 6000);
  writer_.run("COMMIT");
  Handle reader(path_, nullptr);
  EXPECT_EQ(reader.number("SELECT count(*) FROM t WHERE length(b) = 2000"), 6000);
}

TEST_F(JoinedWrites, ALogThatBeginsAnewHoldsNoOldFrames) {
  for (int round = 0; round < 3; ++round) {
    writer_.run(kFill);
    writer_.run("PRAGMA wal_checkpoint(RESTART)");
    writer_.run("DELETE FROM t");
  }
  writer_.run("INSERT INTO t VALUES (zeroblob(1))");
  Handle after_crash(as_on_disk(), nullptr);
  EXPECT_EQ(after_crash.number("SELECT count(*) FROM t"), 1);
  EXPECT_EQ(after_crash.number("SELECT count(*) FROM pragma_integrity_check WHERE "
                               "integrity_check = 'ok'"),
            1);
}

}  // namespace
}  // namespace chancery::store
