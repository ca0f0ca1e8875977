// Inside `crypto` only: ECDSA verification (FIPS 186-5 section 6.4.2) on one curve by one thread.
#pragma once

#include <array>
#include <string_view>

#include "crypto/algorithm.h"
#include "crypto/openssl.h"

namespace chancery::crypto {

/// Making OpenSSL's objects for a key and a verification costs a quarter of a P-256 verification.
/// So each thread keeps one of each per curve, and gives it the point that is wanted.
class EcVerifier final {
 public:
  /// This thread's own, made at the first call. Errors: kCryptoFailed.
  [[nodiscard]] static Result<EcVerifier*> of(Curve curve);

  /// An uncompressed point of the curve's length. Errors: kPublicKeyMalformed when it is not on the
  /// curve.
  [[nodiscard]] Result<void> use(BytesView point);

  /// With the point of the last `use`, which succeeded. The digest's length is NOT checked. Errors:
  /// kSignatureInvalid.
  [[nodiscard]] Result<void> verify(BytesView digest, BytesView signature);

 private:
  [[nodiscard]] Result<void> make(const char* curve_name);

  OwnedKey key_;
  OwnedKeyContext context_;
  Bytes point_;  ///< that key_ holds; empty for none
};

}  // namespace chancery::crypto
