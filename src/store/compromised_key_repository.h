// Keys that nobody may get a certificate for again (0007_compromised_keys.sql; TLS BR 6.1.1.3).
#pragma once

#include <optional>

#include "model/digest.h"
#include "model/ids.h"
#include "store/session.h"

namespace chancery::store {

struct CompromisedKey {
  model::Digest spki_hash{};  ///< SHA-256 of the SubjectPublicKeyInfo
  Time reported_at;
  model::CertificateId certificate;  ///< through which it became known; may be empty
};

class CompromisedKeyRepository final {
 public:
  /// Reported again, the first report stands.
  [[nodiscard]] static Result<void> add(Transaction& tx, const CompromisedKey& key);

  [[nodiscard]] static Result<std::optional<CompromisedKey>> find(Snapshot& snapshot,
                                                                  const model::Digest& spki_hash);
};

}  // namespace chancery::store
