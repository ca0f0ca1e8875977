// The operations on the audit log (NT-119; RFC 6962; C2SP tlog-checkpoint).
#pragma once

#include <functional>
#include <string>

#include "api/call.h"
#include "audit/checkpoint.h"
#include "store/database.h"

namespace chancery::api {

/// Who vouches for the log. `sign` returns a note of the log as it is now, the newest one when it
/// has not grown since (audit::make_checkpoint).
struct CheckpointSource {
  audit::NoteKey key;
  std::function<Result<std::string>()> sign;
};

/// Safe for many threads.
class AuditRecords final {
 public:
  /// `database` is borrowed.
  AuditRecords(store::Database& database, CheckpointSource checkpoints)
      : database_(database), checkpoints_(std::move(checkpoints)) {}

  /// Newest first. With a filter at most kMaxLooked records are looked at for one page: the log has
  /// no index but its order.
  [[nodiscard]] Result<http::Response> list(const Call& call) const;
  [[nodiscard]] Result<http::Response> checkpoint(const Call& call) const;
  /// That a record, or an earlier log, is in the log as it is now (RFC 6962 section 2.1).
  [[nodiscard]] Result<http::Response> inclusion(const Call& call) const;
  [[nodiscard]] Result<http::Response> consistency(const Call& call) const;

  static constexpr int kMaxLooked = 5'000;

 private:
  store::Database& database_;
  CheckpointSource checkpoints_;
};

}  // namespace chancery::api
