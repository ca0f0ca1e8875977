// Signs checkpoints of the audit log with a key of its own.
#pragma once

#include <memory>
#include <string>

#include "app/installation.h"
#include "audit/checkpoint.h"

namespace chancery::app {

/// The key is the software key "audit-log" (Ed25519), made at first use. The log's origin is
/// "chancery/" and a random id of the installation, fixed at first use too.
class AuditNotary final {
 public:
  /// `installation` is borrowed. Errors: those of keys and store.
  [[nodiscard]] static Result<AuditNotary> open(Installation& installation);

  /// Signs the log as it is now, unless it has not grown. Returns the note.
  [[nodiscard]] Result<std::string> sign();

  [[nodiscard]] const audit::NoteKey& key() const { return key_; }

 private:
  AuditNotary(Installation& installation, std::shared_ptr<const keys::Signer> signer,
              std::string origin);

  Installation& installation_;
  std::shared_ptr<const keys::Signer> signer_;
  audit::NoteKey key_;
};

}  // namespace chancery::app
