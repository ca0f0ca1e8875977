// Signs with one key, wherever that key lives. Signing is all that it can do.
#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "crypto/algorithm.h"
#include "crypto/public_key.h"

namespace chancery::keys {

/// A key that is open for signing. Usable from many threads at once. A fault of the device behind
/// it is healed inside, within bounded time; what comes out after that is an Error whose class
/// tells the caller whether trying later can help: `unavailable` is transient, all else is
/// permanent.
class Signer {
 public:
  virtual ~Signer() = default;

  [[nodiscard]] virtual const crypto::PublicKey& public_key() const = 0;

  /// Signs `message` (hashed here where the algorithm hashes). ECDSA signatures come as DER.
  /// Errors: crypto::kSignatureAlgorithmMismatch, kTokenUnavailable, kTokenPinRefused,
  /// kTokenRefused.
  [[nodiscard]] virtual Result<Bytes> sign(crypto::SignatureAlgorithm algorithm,
                                           BytesView message) const = 0;

  /// Signs a digest made elsewhere, for messages too long to be held; not for Ed25519. The caller
  /// answers for what was hashed.
  [[nodiscard]] virtual Result<Bytes> sign_digest(crypto::SignatureAlgorithm algorithm,
                                                  BytesView digest) const = 0;
};

}  // namespace chancery::keys
