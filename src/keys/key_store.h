// A place where CA keys are made, found and destroyed. Keys leave it sealed, as a backup, or not.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "crypto/algorithm.h"
#include "crypto/sealing.h"
#include "keys/key_ref.h"
#include "keys/signer.h"

namespace chancery::keys {

/// Who is served first when a token has fewer sessions than callers: relying parties wait for CRLs
/// and OCSP responses, applicants for certificates.
enum class Urgency { status, issuance };

/// Usable from many threads.
class KeyStore {
 public:
  virtual ~KeyStore() = default;

  /// Makes a key that did not exist before; durable when this returns.
  /// Errors: kKeyLabelMalformed, kKeyExists, kKeyTypeUnavailable, crypto::kKeyUnsupported,
  /// kKeyStorageFailed, and those of a token.
  [[nodiscard]] virtual Result<KeyRef> generate(std::string_view label, crypto::KeySpec spec) = 0;

  /// Opens a key for signing. The signer may outlive the store.
  /// Errors: kKeyRefMalformed (also for a reference of another back end), kKeyNotFound,
  /// kKeyAmbiguous, kKeyDamaged, and those of a token.
  [[nodiscard]] virtual Result<std::shared_ptr<const Signer>> open(const KeyRef& ref,
                                                                   Urgency urgency) = 0;

  /// Ends a key: afterwards it cannot be opened, by signers that are open neither where the place
  /// allows it. Whether that is right is NOT asked here (ca::Endings does). Copies that were made
  /// with `back_up` are not reached. Errors: kKeyNotFound, kKeyAmbiguous, kKeyStorageFailed, and
  /// those of a token.
  [[nodiscard]] virtual Result<void> destroy(const KeyRef& ref) = 0;

  /// The key, sealed under `wrap`, as text for a file: what `open_backup` reads.
  /// Errors: as `open`; kKeyNotExtractable on a token.
  [[nodiscard]] virtual Result<std::string> back_up(const KeyRef& ref,
                                                    const crypto::SealingKey& wrap) = 0;

  /// Every key, by label.
  [[nodiscard]] virtual Result<std::vector<KeyRef>> list() = 0;
};

}  // namespace chancery::keys
