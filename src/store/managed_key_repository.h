// Private keys kept for the owners of private certificates, sealed (0050_managed_keys.sql; AL-28).
#pragma once

#include <optional>

#include "base/bytes.h"
#include "model/ids.h"
#include "store/session.h"

namespace chancery::store {

/// Holds sealed bytes and knows no key to open them.
class ManagedKeyRepository final {
 public:
  /// In the unit that stores the certificate. Errors: kStoreConflict when it has a key already.
  [[nodiscard]] static Result<void> insert(Transaction& tx, model::CertificateId certificate,
                                           BytesView sealed, Time now);

  [[nodiscard]] static Result<std::optional<Bytes>> find(Snapshot& snapshot,
                                                         model::CertificateId certificate);

  /// Without reading the key.
  [[nodiscard]] static Result<bool> exists(Snapshot& snapshot, model::CertificateId certificate);
};

}  // namespace chancery::store
