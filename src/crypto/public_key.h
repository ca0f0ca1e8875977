// Public keys and the check of signatures (RFC 5280 section 4.1.2.7, RFC 3279, RFC 5480, RFC 8410).
#pragma once

#include <memory>

#include "base/bytes.h"
#include "base/result.h"
#include "crypto/algorithm.h"
#include "crypto/hash.h"

namespace chancery::crypto {

/// A public key: if you hold one, it is of a supported kind, its encoding is canonical DER, and an
/// EC point lies on its curve. Cheap to copy; usable from many threads.
///
/// NOT checked here, but in `policy`: whether the key is weak (ROCA, close primes, small factors,
/// known to be compromised), the RSA exponent's range beyond being odd and at least 3, and whether
/// the RSA size is a multiple of 8.
class PublicKey final {
 public:
  /// From SubjectPublicKeyInfo. Strict: RSA parameters are NULL, EC parameters are a named curve,
  /// the point is uncompressed, Ed25519 has no parameters, nothing follows. Errors:
  /// kPublicKeyMalformed, kKeyUnsupported (with what was seen).
  [[nodiscard]] static Result<PublicKey> from_spki(BytesView spki_der);

  /// From affine coordinates, big-endian, of exactly the field's length (RFC 7518 section 6.2.1).
  /// Errors: kPublicKeyMalformed.
  [[nodiscard]] static Result<PublicKey> from_ec_point(Curve curve, BytesView x, BytesView y);

  /// From big-endian magnitudes; leading zeros are refused (RFC 7518 section 6.3.1).
  /// Errors: kPublicKeyMalformed, kKeyUnsupported.
  [[nodiscard]] static Result<PublicKey> from_rsa(BytesView modulus, BytesView exponent);

  /// From the 32 bytes of RFC 8032 (RFC 8037 section 2). Errors: kPublicKeyMalformed.
  [[nodiscard]] static Result<PublicKey> from_ed25519(BytesView raw);

  [[nodiscard]] KeySpec spec() const;

  /// SubjectPublicKeyInfo, byte for byte as given to `from_spki`. Lives as long as any copy.
  [[nodiscard]] BytesView spki_der() const;

  /// SHA-256 of `spki_der`: the name of the key in searches and block lists.
  [[nodiscard]] Sha256Digest spki_sha256() const;

  /// The content of subjectPublicKey without the count of unused bits: an EC point (04 || x || y),
  /// RSAPublicKey in DER, or 32 bytes of Ed25519. What key identifiers hash.
  [[nodiscard]] BytesView key_bits() const;

  /// Big-endian without leading zeros; empty unless the key is RSA.
  [[nodiscard]] BytesView rsa_modulus() const;
  [[nodiscard]] BytesView rsa_exponent() const;

  /// Errors: kSignatureInvalid; kSignatureAlgorithmMismatch when the algorithm is not for this key.
  [[nodiscard]] Result<void> verify(SignatureAlgorithm algorithm, BytesView message,
                                    BytesView signature) const;

  /// The same over a digest made elsewhere (of the algorithm's hash). Ed25519 has none: then
  /// kSignatureAlgorithmMismatch, as for a digest of another length.
  [[nodiscard]] Result<void> verify_digest(SignatureAlgorithm algorithm, BytesView digest,
                                           BytesView signature) const;

  /// Same key: compares the encodings.
  friend bool operator==(const PublicKey& a, const PublicKey& b) {
    return equal(a.spki_der(), b.spki_der());
  }

 private:
  friend class PrivateKey;
  struct State;

  explicit PublicKey(std::shared_ptr<const State> state) : state_(std::move(state)) {}

  std::shared_ptr<const State> state_;
};

}  // namespace chancery::crypto
