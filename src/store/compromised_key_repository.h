// Keys that nobody may get a certificate for again (0007_compromised_keys.sql,
// 0080_blocked_keys.sql; TLS BR 6.1.1.3).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/digest.h"
#include "model/ids.h"
#include "store/session.h"

namespace chancery::store {

struct CompromisedKey {
  model::Digest spki_hash{};  ///< SHA-256 of the SubjectPublicKeyInfo
  Time reported_at;
  model::CertificateId certificate;  ///< through which it became known; may be empty
  std::string note = {};             ///< what was reported; may be empty
};

class CompromisedKeyRepository final {
 public:
  /// For ever. Reported again, the first report stands.
  [[nodiscard]] static Result<void> add(Transaction& tx, const CompromisedKey& key);

  [[nodiscard]] static Result<std::optional<CompromisedKey>> find(Snapshot& snapshot,
                                                                  const model::Digest& spki_hash);

  /// At most `limit` behind the hash `after`, in the order of hashes.
  [[nodiscard]] static Result<std::vector<CompromisedKey>> list(Snapshot& snapshot,
                                                                const model::Digest& after,
                                                                int limit);

  /// What speaks against a key, in one look.
  enum class Standing { clean, compromised, generated_here };
  struct Judgement {
    Standing standing = Standing::clean;
    model::CertificateId certificate = {};  ///< through which a compromise became known
  };
  [[nodiscard]] static Result<Judgement> judge(Snapshot& snapshot, const model::Digest& spki_hash);
};

}  // namespace chancery::store
