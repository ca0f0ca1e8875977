// The operations on the audit log (NT-119; RFC 6962; C2SP tlog-checkpoint).
#pragma once

#include <string>

#include "api/call.h"
#include "audit/checkpoint.h"
#include "store/database.h"

namespace chancery::api {

/// Who vouches for the log, under which name (audit::make_checkpoint).
struct CheckpointSigner {
  std::string origin;
  audit::NoteKey key;
  audit::NoteSigner sign;
};

/// Safe for many threads.
class AuditRecords final {
 public:
  /// Database and clock are borrowed.
  AuditRecords(store::Database& database, CheckpointSigner signer, const Clock& clock)
      : database_(database), signer_(std::move(signer)), clock_(clock) {}

  /// Newest first. With a filter at most kMaxLooked records are looked at for one page: the log has
  /// no index but its order.
  [[nodiscard]] Result<http::Response> list(const Call& call) const;
  /// Signs the log as it is now; the newest note when it has not grown since.
  [[nodiscard]] Result<http::Response> checkpoint(const Call& call) const;

  static constexpr int kMaxLooked = 5'000;

 private:
  store::Database& database_;
  CheckpointSigner signer_;
  const Clock& clock_;
};

}  // namespace chancery::api
