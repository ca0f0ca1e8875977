// The seam between the store and a back end: one connection, used by one thread at a time. Only
// files of this room use it.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "store/database.h"

namespace chancery::store {

enum class Access { read, write };

class Connection {
 public:
  virtual ~Connection() = default;

  /// Starts a transaction; `read` gives a snapshot. May be told to the server only with the first
  /// statement. Reconnects when the connection was lost. Errors: kStoreUnavailable.
  [[nodiscard]] virtual Result<void> begin(Access access) = 0;

  /// Errors: kCommitUnknown, kStoreBroken (unknown too, and no more commits must be tried);
  /// everything else means that nothing was stored.
  [[nodiscard]] virtual Result<void> commit() = 0;

  /// Back to before `begin`. Cannot fail: a connection that cannot roll back is closed, which does.
  virtual void rollback() = 0;

  [[nodiscard]] virtual Result<void> savepoint() = 0;
  [[nodiscard]] virtual Result<void> release_savepoint() = 0;
  [[nodiscard]] virtual Result<void> rollback_to_savepoint() = 0;

  /// Number of rows changed.
  [[nodiscard]] virtual Result<std::int64_t> execute(Sql sql, std::span<const Param> params) = 0;

  /// As execute, but may be answered by `flush` only. With `otherwise`, it must change a row, or
  /// fails with that.
  [[nodiscard]] virtual Result<void> post(Sql sql, std::span<const Param> params,
                                          const ErrorKind* otherwise) = 0;
  /// Waits for the answers of everything posted.
  [[nodiscard]] virtual Result<void> flush() = 0;

  [[nodiscard]] virtual Result<void> query(Sql sql, std::span<const Param> params, RowSink sink,
                                           bool streaming) = 0;

  /// Several statements of a migration, in the common dialect (migrations/README.md).
  [[nodiscard]] virtual Result<void> script(std::string_view sql) = 0;

  /// Whether the transaction can go on after a statement of it failed.
  [[nodiscard]] virtual bool transaction_survives() const = 0;

  /// Keeps other nodes from migrating at the same time, until the transaction ends.
  [[nodiscard]] virtual Result<void> lock_schema() = 0;

  /// Upkeep between two batches, when nobody waits for the last one any more.
  virtual void rest() {}
};

/// Opens connections of one database.
class Connector {
 public:
  virtual ~Connector() = default;
  [[nodiscard]] virtual Result<std::unique_ptr<Connection>> connect(Access access) = 0;
  [[nodiscard]] virtual BackEnd back_end() const = 0;
};

/// Errors: kStoreUrlMalformed.
[[nodiscard]] Result<std::unique_ptr<Connector>> make_connector(std::string_view url);

}  // namespace chancery::store
