// Certificates of other CAs, watched (0032_console.sql).
#pragma once

#include <optional>
#include <vector>

#include "model/imported_certificate.h"
#include "store/session.h"

namespace chancery::store {

/// `account` empty: staff's own, never everybody's.
class ImportedCertificateRepository final {
 public:
  /// False, and nothing is stored, when the account watches it already.
  [[nodiscard]] static Result<bool> insert(Transaction& tx,
                                           const model::ImportedCertificate& certificate);
  [[nodiscard]] static Result<bool> remove(Transaction& tx, model::AccountId account,
                                           model::ImportedCertificateId id);
  [[nodiscard]] static Result<std::optional<model::ImportedCertificate>> find(
      Snapshot& snapshot, model::AccountId account, model::ImportedCertificateId id);
  /// At most `limit`, newest first, from below `before` (empty: from the newest).
  [[nodiscard]] static Result<std::vector<model::ImportedCertificate>> list(
      Snapshot& snapshot, model::AccountId account, model::ImportedCertificateId before, int limit);
};

}  // namespace chancery::store
