// PostgreSQL: prepared statements in binary format, and pipelining for what needs no answer yet.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "store/connection.h"

struct pg_conn;
struct pg_result;

namespace chancery::store {

class PostgresConnection final : public Connection {
 public:
  [[nodiscard]] static Result<std::unique_ptr<PostgresConnection>> open(const std::string& url);
  ~PostgresConnection() override;
  PostgresConnection(const PostgresConnection&) = delete;
  PostgresConnection& operator=(const PostgresConnection&) = delete;

  Result<void> begin(Access access) override;
  Result<void> commit() override;
  void rollback() override;
  Result<void> savepoint() override;
  Result<void> release_savepoint() override;
  Result<void> rollback_to_savepoint() override;
  Result<std::int64_t> execute(Sql sql, std::span<const Param> params) override;
  Result<void> post(Sql sql, std::span<const Param> params, const ErrorKind* otherwise) override;
  Result<void> flush() override;
  Result<void> query(Sql sql, std::span<const Param> params, RowSink sink, bool streaming) override;
  Result<void> script(std::string_view sql) override;
  bool transaction_survives() const override;
  Result<void> lock_schema() override;

 private:
  struct FreeResult {
    void operator()(pg_result* result) const;
  };
  using ResultPtr = std::unique_ptr<pg_result, FreeResult>;

  /// A statement that was sent and whose answer was not read.
  struct Sent {
    std::string_view sql;
    const ErrorKind* must_change = nullptr;  ///< the error when it changes no row
    bool prepares = false;
  };

  explicit PostgresConnection(pg_conn* handle) : handle_(handle) {}
  [[nodiscard]] Result<void> send(Sql sql, std::span<const Param> params,
                                  const ErrorKind* must_change);
  [[nodiscard]] Result<void> enter_pipeline();
  [[nodiscard]] Result<std::string> prepare(Sql sql, std::span<const Param> params);
  [[nodiscard]] Result<ResultPtr> send_and_flush(Sql sql, std::span<const Param> params);
  [[nodiscard]] Result<void> read_answer(const Sent& sent);
  [[nodiscard]] Result<void> hand_out(const pg_result* result, RowSink sink);
  [[nodiscard]] Result<void> stream(Sql sql, std::span<const Param> params, RowSink sink);
  [[nodiscard]] Result<void> run(Sql sql);
  [[nodiscard]] std::unexpected<Error> failure(const pg_result* result, std::string_view sql) const;

  pg_conn* handle_;
  std::unordered_map<const char*, std::string> statements_;  ///< text -> name at the server
  std::int64_t prepared_ = 0;                                ///< for names never used before
  std::vector<Sent> sent_;
  ResultPtr last_;            ///< answer to the last statement of the last flush
  bool post_failed_ = false;  ///< perhaps another unit's post than the one that saw it
  bool stepping_ = false;     ///< a row callback is under way
};

class PostgresConnector final : public Connector {
 public:
  explicit PostgresConnector(std::string url) : url_(std::move(url)) {}
  Result<std::unique_ptr<Connection>> connect(Access access) override;
  BackEnd back_end() const override { return BackEnd::postgres; }

 private:
  std::string url_;
};

}  // namespace chancery::store
