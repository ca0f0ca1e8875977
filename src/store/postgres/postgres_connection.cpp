#include "store/postgres/postgres_connection.h"

#include <cstring>
#include <endian.h>
#include <fmt/format.h>
#include <libpq-fe.h>

#include "store/errors.h"
#include "store/postgres/dialect.h"

namespace chancery::store {
namespace {

constexpr Oid kInt8 = 20;
constexpr Oid kText = 25;
constexpr Oid kBytea = 17;
constexpr int kBinary = 1;
// Answers of posted statements wait in the socket; few enough that it cannot fill up.
constexpr std::size_t kMaxSent = 128;
// One id for "somebody migrates a Chancery database"; means nothing else.
constexpr const char* kSchemaLock = "SELECT pg_advisory_xact_lock(4846274331)";

std::int64_t big_endian(const char* value, int length) {
  std::uint64_t number = 0;
  for (int i = 0; i < length; ++i) {
    number = number << 8 | static_cast<std::uint8_t>(value[i]);
  }
  return length == 4 ? static_cast<std::int32_t>(number) : static_cast<std::int64_t>(number);
}

class PostgresRow final : public Row {
 public:
  PostgresRow(const PGresult* result, int row) : result_(result), row_(row) {}
  bool is_null(int column) const override { return PQgetisnull(result_, row_, column) == 1; }
  std::int64_t integer(int column) const override {
    const auto bytes = blob(column);
    return bytes.size() == 8 || bytes.size() == 4
               ? big_endian(PQgetvalue(result_, row_, column), static_cast<int>(bytes.size()))
               : 0;
  }
  std::string_view text(int column) const override { return as_text(blob(column)); }
  BytesView blob(int column) const override {
    return {reinterpret_cast<const std::uint8_t*>(PQgetvalue(result_, row_, column)),
            static_cast<std::size_t>(PQgetlength(result_, row_, column))};
  }

 private:
  const PGresult* result_;
  int row_;
};

Oid oid_of(Param::Type type) {
  switch (type) {
    case Param::Type::integer:
      return kInt8;
    case Param::Type::text:
      return kText;
    case Param::Type::blob:
      return kBytea;
  }
  return 0;
}

// The parameters in the form that libpq takes. Borrows from the Params.
class Arguments final {
 public:
  explicit Arguments(std::span<const Param> params)
      : integers_(params.size()),
        values_(params.size()),
        lengths_(params.size()),
        formats_(params.size(), kBinary) {
    for (std::size_t i = 0; i < params.size(); ++i) {
      add(i, params[i]);
    }
  }
  int count() const { return static_cast<int>(values_.size()); }
  const char* const* values() const { return values_.data(); }
  const int* lengths() const { return lengths_.data(); }
  const int* formats() const { return formats_.data(); }

 private:
  void add(std::size_t i, const Param& param) {
    if (param.is_null()) {
      return;
    }
    if (param.type() == Param::Type::integer) {
      integers_[i] = htobe64(static_cast<std::uint64_t>(param.integer()));
      values_[i] = reinterpret_cast<const char*>(&integers_[i]);
      lengths_[i] = sizeof(std::uint64_t);
      return;
    }
    const auto bytes = param.bytes();
    values_[i] = bytes.empty() ? "" : reinterpret_cast<const char*>(bytes.data());
    lengths_[i] = static_cast<int>(bytes.size());
  }

  std::vector<std::uint64_t> integers_;
  std::vector<const char*> values_;
  std::vector<int> lengths_;
  std::vector<int> formats_;
};

// PostgreSQL 15, appendix A.
const ErrorKind& kind_of(std::string_view sqlstate) {
  if (sqlstate == "23505") {
    return kStoreConflict;
  }
  if (sqlstate == "53100") {
    return kStoreFull;
  }
  for (const std::string_view again : {"08", "40", "53", "57", "25006"}) {
    if (sqlstate.starts_with(again)) {
      return kStoreUnavailable;
    }
  }
  return sqlstate == "XX001" || sqlstate == "XX002" ? kStoreCorrupt : kStoreStatement;
}

bool succeeded(const PGresult* result) {
  const auto status = PQresultStatus(result);
  return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_SINGLE_TUPLE;
}

std::int64_t changed_rows(const PGresult* result) {
  return std::strtoll(PQcmdTuples(const_cast<PGresult*>(result)), nullptr, 10);
}

}  // namespace

void PostgresConnection::FreeResult::operator()(pg_result* result) const {
  PQclear(result);
}

Result<std::unique_ptr<PostgresConnection>> PostgresConnection::open(const std::string& url) {
  std::unique_ptr<PostgresConnection> connection(new PostgresConnection(PQconnectdb(url.c_str())));
  if (PQstatus(connection->handle_) != CONNECTION_OK) {
    return connection->failure(nullptr, "connect");
  }
  PQsetNoticeProcessor(
      connection->handle_, [](void*, const char*) {}, nullptr);
  return connection;
}

PostgresConnection::~PostgresConnection() {
  PQfinish(handle_);
}

Result<void> PostgresConnection::begin(Access access) {
  if (PQstatus(handle_) != CONNECTION_OK) {
    statements_.clear();
    sent_.clear();
    PQreset(handle_);
    if (PQstatus(handle_) != CONNECTION_OK) {
      return failure(nullptr, "reconnect");
    }
  }
  post_failed_ = false;
  return access == Access::write
             ? send("BEGIN", {}, nullptr)
             : send("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", {}, nullptr);
}

Result<void> PostgresConnection::commit() {
  TRY(flush());
  if (PQtransactionStatus(handle_) != PQTRANS_INTRANS) {
    return failure(nullptr, "commit");  // the server would answer COMMIT with a rollback
  }
  auto committed = run("COMMIT");
  if (committed || PQstatus(handle_) == CONNECTION_OK) {
    return committed;  // the server said no: it has rolled back
  }
  return std::unexpected(Error(kCommitUnknown).log_only(committed.error().log_text()));
}

void PostgresConnection::rollback() {
  (void)flush();
  if (PQstatus(handle_) == CONNECTION_OK && PQtransactionStatus(handle_) != PQTRANS_IDLE) {
    (void)run("ROLLBACK");
  }
}

Result<void> PostgresConnection::savepoint() {
  return run("SAVEPOINT unit");
}
Result<void> PostgresConnection::release_savepoint() {
  return run("RELEASE unit");
}
Result<void> PostgresConnection::rollback_to_savepoint() {
  (void)flush();
  post_failed_ = false;
  TRY(run("ROLLBACK TO unit"));
  return run("RELEASE unit");
}

Result<void> PostgresConnection::run(Sql sql) {
  TRY(execute(sql, {}));
  return {};
}

Result<void> PostgresConnection::enter_pipeline() {
  if (stepping_) {
    return std::unexpected(Error(kStoreStatement).log_only("a statement inside of a row callback"));
  }
  if (PQpipelineStatus(handle_) == PQ_PIPELINE_OFF && PQenterPipelineMode(handle_) != 1) {
    return failure(nullptr, "pipeline");
  }
  return {};
}

Result<std::string> PostgresConnection::prepare(Sql sql, std::span<const Param> params) {
  const auto [at, is_new] = statements_.try_emplace(sql.text().data());
  if (!is_new) {
    return at->second;
  }
  at->second = fmt::format("s{}", ++prepared_);
  std::vector<Oid> types;
  for (const Param& param : params) {
    types.push_back(oid_of(param.type()));
  }
  const std::string text(sql.text());
  if (PQsendPrepare(handle_, at->second.c_str(), text.c_str(), static_cast<int>(types.size()),
                    types.data()) != 1) {
    return failure(nullptr, text);
  }
  sent_.push_back({sql.text(), nullptr, true});
  return at->second;
}

Result<void> PostgresConnection::send(Sql sql, std::span<const Param> params,
                                      const ErrorKind* must_change) {
  TRY(enter_pipeline());
  const std::string name = TRY(prepare(sql, params));
  const Arguments arguments(params);
  if (PQsendQueryPrepared(handle_, name.c_str(), arguments.count(), arguments.values(),
                          arguments.lengths(), arguments.formats(), kBinary) != 1) {
    return failure(nullptr, sql.text());
  }
  sent_.push_back({sql.text(), must_change});
  return sent_.size() < kMaxSent ? Result<void>() : flush();
}

Result<void> PostgresConnection::flush() {
  if (PQpipelineStatus(handle_) == PQ_PIPELINE_OFF) {
    return {};
  }
  if (sent_.empty()) {  // entered for a statement that turned out to be prepared already
    return PQexitPipelineMode(handle_) == 1 ? Result<void>() : failure(nullptr, "pipeline");
  }
  const auto sent = std::exchange(sent_, {});
  if (PQpipelineSync(handle_) != 1) {
    return failure(nullptr, "flush");
  }
  Result<void> first_failure;
  for (const Sent& one : sent) {
    auto answer = read_answer(one);
    if (!answer && one.prepares) {
      statements_.erase(one.sql.data());
    }
    post_failed_ = post_failed_ || !answer;
    if (!answer && first_failure) {
      first_failure = std::move(answer);
    }
  }
  const ResultPtr synced(PQgetResult(handle_));
  if (PQexitPipelineMode(handle_) != 1 && first_failure) {
    return failure(nullptr, "flush");
  }
  return first_failure;
}

Result<void> PostgresConnection::read_answer(const Sent& sent) {
  last_.reset(PQgetResult(handle_));
  const ResultPtr end(last_ ? PQgetResult(handle_) : nullptr);
  if (!last_ || !succeeded(last_.get())) {
    return failure(last_.get(), sent.sql);
  }
  if (sent.must_change != nullptr && changed_rows(last_.get()) == 0) {
    return fail(*sent.must_change);
  }
  return {};
}

Result<PostgresConnection::ResultPtr> PostgresConnection::send_and_flush(
    Sql sql, std::span<const Param> params) {
  TRY(send(sql, params, nullptr));
  TRY(flush());
  return std::move(last_);
}

Result<std::int64_t> PostgresConnection::execute(Sql sql, std::span<const Param> params) {
  const ResultPtr result = TRY(send_and_flush(sql, params));
  return changed_rows(result.get());
}

Result<void> PostgresConnection::post(Sql sql, std::span<const Param> params,
                                      const ErrorKind* otherwise) {
  return send(sql, params, otherwise);
}

Result<void> PostgresConnection::query(Sql sql, std::span<const Param> params, RowSink sink,
                                       bool streaming) {
  if (streaming) {
    return stream(sql, params, sink);
  }
  const ResultPtr result = TRY(send_and_flush(sql, params));
  for (int row = 0; row < PQntuples(result.get()); ++row) {
    stepping_ = true;
    auto more = sink(PostgresRow(result.get(), row));
    stepping_ = false;
    if (!more) {
      return pass(more);
    }
    if (!*more) {
      break;
    }
  }
  return {};
}

Result<void> PostgresConnection::stream(Sql sql, std::span<const Param> params, RowSink sink) {
  TRY(enter_pipeline());
  const std::string name = TRY(prepare(sql, params));
  TRY(flush());
  const Arguments arguments(params);
  if (PQsendQueryPrepared(handle_, name.c_str(), arguments.count(), arguments.values(),
                          arguments.lengths(), arguments.formats(), kBinary) != 1 ||
      PQsetSingleRowMode(handle_) != 1) {
    return failure(nullptr, sql.text());
  }
  // Rows that nobody wants any more are read all the same: cancelling would end the snapshot.
  Result<bool> more = true;
  Result<void> answer;
  while (const ResultPtr result{PQgetResult(handle_)}) {
    if (!succeeded(result.get())) {
      answer = failure(result.get(), sql.text());
    } else if (PQntuples(result.get()) == 1 && more && *more) {
      stepping_ = true;
      more = sink(PostgresRow(result.get(), 0));
      stepping_ = false;
    }
  }
  // libpq 15 forgets single-row mode only with the next query outside of a pipeline: without this
  // one, the next statement would come back a row at a time.
  const ResultPtr forgotten(PQexec(handle_, ""));
  return more ? answer : pass(more);
}

Result<void> PostgresConnection::script(std::string_view sql) {
  TRY(flush());
  const std::string text = postgres_schema(sql);
  const ResultPtr result(PQexec(handle_, text.c_str()));
  return succeeded(result.get()) ? Result<void>() : failure(result.get(), sql);
}

bool PostgresConnection::transaction_survives() const {
  return PQstatus(handle_) == CONNECTION_OK && !post_failed_ &&
         (!sent_.empty() || PQtransactionStatus(handle_) == PQTRANS_INTRANS);
}

Result<void> PostgresConnection::lock_schema() {
  return script(kSchemaLock);
}

std::unexpected<Error> PostgresConnection::failure(const pg_result* result,
                                                   std::string_view sql) const {
  const char* state = result != nullptr ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : nullptr;
  const ErrorKind& kind = state != nullptr ? kind_of(state) : kStoreUnavailable;
  const char* words = result != nullptr ? PQresultErrorMessage(result) : PQerrorMessage(handle_);
  return std::unexpected(Error(kind).log_only(fmt::format("postgresql: {} in: {}", words, sql)));
}

Result<std::unique_ptr<Connection>> PostgresConnector::connect(Access) {
  return TRY(PostgresConnection::open(url_));
}

}  // namespace chancery::store
