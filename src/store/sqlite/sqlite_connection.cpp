#include "store/sqlite/sqlite_connection.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <mutex>
#include <sqlite3.h>
#include <unistd.h>

#include "store/errors.h"
#include "store/sqlite/joined_writes.h"

namespace chancery::store {
namespace {

constexpr int kBusyMillis = 10'000;
// The page caches are what the store may hold in memory; the kernel caches the file anyway.
constexpr const char* kWriterSettings =
    "PRAGMA page_size=4096;"
    "PRAGMA journal_mode=WAL;"
    "PRAGMA synchronous=FULL;"
    "PRAGMA cache_size=-8000;"
    "PRAGMA wal_autocheckpoint=0;"
    "PRAGMA journal_size_limit=67108864;"
    "PRAGMA secure_delete=OFF;"
    "PRAGMA temp_store=MEMORY;"
    "PRAGMA trusted_schema=OFF;";
constexpr const char* kReaderSettings =
    "PRAGMA query_only=ON;"
    "PRAGMA cache_size=-1000;"
    "PRAGMA wal_autocheckpoint=0;"
    "PRAGMA temp_store=MEMORY;"
    "PRAGMA trusted_schema=OFF;";

class SqliteRow final : public Row {
 public:
  explicit SqliteRow(sqlite3_stmt* statement) : statement_(statement) {}
  bool is_null(int column) const override {
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
  }
  std::int64_t integer(int column) const override {
    return sqlite3_column_int64(statement_, column);
  }
  std::string_view text(int column) const override { return as_text(blob(column)); }
  BytesView blob(int column) const override {
    const void* data = sqlite3_column_blob(statement_, column);
    return {static_cast<const std::uint8_t*>(data),
            static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
  }

 private:
  sqlite3_stmt* statement_;
};

// Before SQLite's first use in the process: no statistics (a lock around every allocation), and no
// lock around each connection, which only one thread uses at a time.
void initialize_library() {
  static std::once_flag once;
  std::call_once(once, [] {
    sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    sqlite3_initialize();
  });
}

// SQLite would make the file with the umask's mode; its WAL inherits the mode of the file.
Result<void> make_private_file(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) {
    return std::unexpected(Error(kStoreUnavailable).log_only("cannot open " + path));
  }
  ::close(file);
  return {};
}

const ErrorKind& kind_of(int code) {
  switch (code & 0xff) {
    case SQLITE_CONSTRAINT:
      return (code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY)
                 ? kStoreConflict
                 : kStoreStatement;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_CANTOPEN:
    case SQLITE_IOERR:
    case SQLITE_NOMEM:
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return kStoreUnavailable;
    case SQLITE_FULL:
      return kStoreFull;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return kStoreCorrupt;
    default:
      return kStoreStatement;
  }
}

int bind_one(sqlite3_stmt* statement, int position, const Param& param) {
  static constexpr char kEmpty = 0;
  if (param.is_null()) {
    return sqlite3_bind_null(statement, position);
  }
  const auto bytes = param.bytes();
  const void* data = bytes.empty() ? &kEmpty : static_cast<const void*>(bytes.data());
  switch (param.type()) {
    case Param::Type::integer:
      return sqlite3_bind_int64(statement, position, param.integer());
    case Param::Type::text:
      return sqlite3_bind_text64(statement, position, static_cast<const char*>(data), bytes.size(),
                                 SQLITE_STATIC, SQLITE_UTF8);
    case Param::Type::blob:
      return sqlite3_bind_blob64(statement, position, data, bytes.size(), SQLITE_STATIC);
  }
  return SQLITE_MISUSE;
}

// One writer at a time is SQLite's nature: row locks mean nothing to it.
std::string without_row_locks(std::string_view sql) {
  std::string text(sql);
  for (const std::string_view words : {" FOR UPDATE", " SKIP LOCKED"}) {
    if (const auto at = text.find(words); at != std::string::npos) {
      text.erase(at, words.size());
    }
  }
  return text;
}

}  // namespace

Result<std::unique_ptr<SqliteConnection>> SqliteConnection::open(const std::string& path,
                                                                 Access access) {
  initialize_library();
  if (access == Access::write) {
    TRY(make_private_file(path));
  }
  sqlite3* handle = nullptr;
  const int opened =
      sqlite3_open_v2(path.c_str(), &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX,
                      access == Access::write ? joined_writes_vfs() : nullptr);
  std::unique_ptr<SqliteConnection> connection(new SqliteConnection(handle));
  if (opened != SQLITE_OK) {
    return connection->failure(opened, "open");
  }
  TRY(connection->configure(access));
  return connection;
}

SqliteConnection::~SqliteConnection() {
  for (auto& [text, statement] : statements_) {
    sqlite3_finalize(statement.handle);
  }
  sqlite3_close_v2(handle_);
}

Result<void> SqliteConnection::configure(Access access) {
  sqlite3_extended_result_codes(handle_, 1);
  sqlite3_busy_timeout(handle_, kBusyMillis);
  TRY(script(access == Access::write ? kWriterSettings : kReaderSettings));
  const auto count_pages = [](void* self, sqlite3*, const char*, int pages) {
    static_cast<SqliteConnection*>(self)->count_wal_pages(pages);
    return SQLITE_OK;
  };
  sqlite3_wal_hook(handle_, count_pages, this);
  return {};
}

Result<void> SqliteConnection::begin(Access access) {
  return access == Access::write ? run("BEGIN IMMEDIATE") : run("BEGIN");
}

Result<void> SqliteConnection::commit() {
  auto committed = run("COMMIT");
  if (committed || committed.error().is(kStoreFull)) {
    return committed;
  }
  // After a failed fsync the kernel may have dropped the pages and a second try would lie.
  const ErrorKind& kind =
      committed.error().is(kStoreUnavailable) ? kStoreBroken : committed.error().kind();
  return std::unexpected(Error(kind).log_only(committed.error().log_text()));
}

void SqliteConnection::rollback() {
  if (sqlite3_get_autocommit(handle_) == 0) {
    (void)run("ROLLBACK");
  }
}

Result<void> SqliteConnection::savepoint() {
  return run("SAVEPOINT unit");
}
Result<void> SqliteConnection::release_savepoint() {
  return run("RELEASE unit");
}
Result<void> SqliteConnection::rollback_to_savepoint() {
  TRY(run("ROLLBACK TO unit"));
  return run("RELEASE unit");
}

Result<void> SqliteConnection::run(Sql sql) {
  TRY(execute(sql, {}));
  return {};
}

Result<SqliteConnection::Statement*> SqliteConnection::prepare(Sql sql) {
  const auto [at, is_new] = statements_.try_emplace(sql.text().data());
  if (!is_new) {
    return &at->second;
  }
  const std::string text = without_row_locks(sql.text());
  Statement statement;
  if (const int code = sqlite3_prepare_v3(handle_, text.data(), static_cast<int>(text.size()),
                                          SQLITE_PREPARE_PERSISTENT, &statement.handle, nullptr);
      code != SQLITE_OK) {
    statements_.erase(at);
    return failure(code, text);
  }
  // "$1" is a name to SQLite, and names are numbered in the order in which they are first seen.
  for (int i = 1; i <= sqlite3_bind_parameter_count(statement.handle); ++i) {
    statement.positions.push_back(
        sqlite3_bind_parameter_index(statement.handle, fmt::format("${}", i).c_str()));
  }
  at->second = std::move(statement);
  return &at->second;
}

Result<SqliteConnection::Statement*> SqliteConnection::bind(Sql sql,
                                                            std::span<const Param> params) {
  if (stepping_) {
    return failure(SQLITE_MISUSE, "a statement inside of a row callback");
  }
  Statement* statement = TRY(prepare(sql));
  if (params.size() != statement->positions.size()) {
    return failure(SQLITE_RANGE, sql.text());
  }
  for (std::size_t i = 0; i < params.size(); ++i) {
    if (const int code = bind_one(statement->handle, statement->positions[i], params[i]);
        code != SQLITE_OK) {
      return failure(code, sql.text());
    }
  }
  return statement;
}

Result<std::int64_t> SqliteConnection::execute(Sql sql, std::span<const Param> params) {
  sqlite3_stmt* statement = TRY(bind(sql, params))->handle;
  int code = SQLITE_ROW;
  while (code == SQLITE_ROW) {
    code = sqlite3_step(statement);
  }
  if (code != SQLITE_DONE) {
    auto failed = failure(code, sql.text());
    sqlite3_reset(statement);
    return failed;
  }
  sqlite3_reset(statement);
  return sqlite3_changes64(handle_);
}

Result<void> SqliteConnection::post(Sql sql, std::span<const Param> params,
                                    const ErrorKind* otherwise) {
  if (TRY(execute(sql, params)) == 0 && otherwise != nullptr) {
    return fail(*otherwise);
  }
  return {};
}

Result<void> SqliteConnection::query(Sql sql, std::span<const Param> params, RowSink sink,
                                     bool /*streaming: SQLite always does*/) {
  sqlite3_stmt* statement = TRY(bind(sql, params))->handle;
  const SqliteRow row(statement);
  Result<bool> more = true;
  int code = SQLITE_DONE;
  stepping_ = true;
  while (more && *more && (code = sqlite3_step(statement)) == SQLITE_ROW) {
    more = sink(row);
  }
  stepping_ = false;
  Result<void> answer = more ? Result<void>() : pass(more);
  if (code != SQLITE_ROW && code != SQLITE_DONE) {
    answer = failure(code, sql.text());
  }
  sqlite3_reset(statement);
  return answer;
}

Result<void> SqliteConnection::script(std::string_view sql) {
  const std::string text(sql);
  if (const int code = sqlite3_exec(handle_, text.c_str(), nullptr, nullptr, nullptr);
      code != SQLITE_OK) {
    return failure(code, sql);
  }
  return {};
}

bool SqliteConnection::transaction_survives() const {
  return sqlite3_get_autocommit(handle_) == 0;
}

void SqliteConnection::count_wal_pages(int pages) {
  if (pages < wal_pages_) {
    checkpoint_at_ = kCheckpointPages;  // the WAL began anew
  }
  wal_pages_ = pages;
}

void SqliteConnection::rest() {
  if (wal_pages_ < checkpoint_at_) {
    return;
  }
  // Never waits for readers. While they keep the WAL from beginning anew, it is copied in larger
  // steps than commits.
  sqlite3_wal_checkpoint_v2(handle_, nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
  checkpoint_at_ = wal_pages_ + kCheckpointPages;
}

std::unexpected<Error> SqliteConnection::failure(int code, std::string_view sql) const {
  return std::unexpected(
      Error(kind_of(code))
          .log_only(fmt::format("sqlite {}: {} in: {}", code, sqlite3_errmsg(handle_), sql)));
}

Result<std::unique_ptr<Connection>> SqliteConnector::connect(Access access) {
  return TRY(SqliteConnection::open(path_, access));
}

}  // namespace chancery::store
