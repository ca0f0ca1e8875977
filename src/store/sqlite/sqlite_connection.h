// SQLite: WAL, synchronous=FULL, statements prepared once.
#pragma once

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "store/connection.h"

struct sqlite3;
struct sqlite3_stmt;

namespace chancery::store {

class SqliteConnection final : public Connection {
 public:
  [[nodiscard]] static Result<std::unique_ptr<SqliteConnection>> open(const std::string& path,
                                                                      Access access);
  ~SqliteConnection() override;
  SqliteConnection(const SqliteConnection&) = delete;
  SqliteConnection& operator=(const SqliteConnection&) = delete;

  Result<void> begin(Access access) override;
  Result<void> commit() override;
  void rollback() override;
  Result<void> savepoint() override;
  Result<void> release_savepoint() override;
  Result<void> rollback_to_savepoint() override;
  Result<std::int64_t> execute(Sql sql, std::span<const Param> params) override;
  Result<void> post(Sql sql, std::span<const Param> params, const ErrorKind* otherwise) override;
  Result<void> flush() override { return {}; }
  Result<void> query(Sql sql, std::span<const Param> params, RowSink sink, bool streaming) override;
  Result<void> script(std::string_view sql) override;
  bool transaction_survives() const override;
  Result<void> lock_schema() override { return {}; }
  void rest() override;

 private:
  struct Statement {
    sqlite3_stmt* handle = nullptr;
    std::vector<int> positions;  ///< SQLite's number of parameter $1, $2, ...
  };

  explicit SqliteConnection(sqlite3* handle) : handle_(handle) {}
  [[nodiscard]] Result<void> configure(Access access);
  [[nodiscard]] Result<Statement*> prepare(Sql sql);
  [[nodiscard]] Result<Statement*> bind(Sql sql, std::span<const Param> params);
  [[nodiscard]] Result<void> run(Sql sql);
  [[nodiscard]] std::unexpected<Error> failure(int code, std::string_view sql) const;

  void count_wal_pages(int pages);

  /// A WAL of 16 MB: hot pages are copied back once instead of once per commit, and reading it
  /// again after a crash takes well under the time that a start may take.
  static constexpr int kCheckpointPages = 4'000;

  sqlite3* handle_;
  std::unordered_map<const char*, Statement> statements_;
  bool stepping_ = false;  ///< a row callback is under way
  int wal_pages_ = 0;      ///< after the last commit
  int checkpoint_at_ = kCheckpointPages;
};

class SqliteConnector final : public Connector {
 public:
  explicit SqliteConnector(std::string path) : path_(std::move(path)) {}
  Result<std::unique_ptr<Connection>> connect(Access access) override;
  BackEnd back_end() const override { return BackEnd::sqlite; }

 private:
  std::string path_;
};

}  // namespace chancery::store
