// A place where CA keys are made and found. Keys never leave it.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "crypto/algorithm.h"
#include "keys/key_ref.h"
#include "keys/signer.h"

namespace chancery::keys {

/// Usable from many threads. Deletion is not offered: destroying a CA key is a ceremony done with
/// the means of the place where it lives.
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
  [[nodiscard]] virtual Result<std::shared_ptr<const Signer>> open(const KeyRef& ref) = 0;

  /// Every key, by label.
  [[nodiscard]] virtual Result<std::vector<KeyRef>> list() = 0;
};

}  // namespace chancery::keys
