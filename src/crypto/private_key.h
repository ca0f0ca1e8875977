// Private keys in the memory of this process, and the making of signatures.
//
// CA keys are reached through `keys::Signer`, never through this class.
#pragma once

#include <memory>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"
#include "base/secret.h"
#include "crypto/algorithm.h"
#include "crypto/public_key.h"

struct evp_pkey_st;

namespace chancery::crypto {

/// A handle to a private key; wiped when the last handle goes. Moved, never copied by accident;
/// `sign` may be called from many threads at once.
class PrivateKey final {
 public:
  /// From the library's own generator, seeded by the kernel. RSA exponents are 65537.
  /// Errors: kKeyUnsupported.
  [[nodiscard]] static Result<PrivateKey> generate(KeySpec spec);

  /// From PrivateKeyInfo (RFC 5958), not encrypted.
  /// Errors: kPrivateKeyMalformed, kKeyUnsupported.
  [[nodiscard]] static Result<PrivateKey> from_pkcs8(BytesView der);

  /// From the first private key in PEM `text` (at most 64 KB): "PRIVATE KEY", "ENCRYPTED PRIVATE
  /// KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY". `passphrase` is borrowed; null means that there is
  /// none, and then nobody is asked for one.
  /// Errors: kPrivateKeyMalformed, kKeyUnsupported, kPassphraseWrong (also when one is missing).
  [[nodiscard]] static Result<PrivateKey> from_pem(std::string_view text,
                                                   const Secret* passphrase = nullptr);

  /// PrivateKeyInfo in DER. Errors: kCryptoFailed.
  [[nodiscard]] Result<Secret> to_pkcs8() const;

  /// The same as PEM, "PRIVATE KEY".
  [[nodiscard]] Result<Secret> to_pem() const;

  /// EncryptedPrivateKeyInfo in PEM, "ENCRYPTED PRIVATE KEY": PBES2 with PBKDF2
  /// (HMAC-SHA256, 600,000 rounds) and AES-256-CBC. The passphrase is not judged. Errors:
  /// kCryptoFailed.
  [[nodiscard]] Result<std::string> to_encrypted_pem(const Secret& passphrase) const;

  [[nodiscard]] const PublicKey& public_key() const { return public_key_; }
  [[nodiscard]] KeySpec spec() const { return public_key_.spec(); }

  /// Another handle to the same key.
  [[nodiscard]] PrivateKey share() const { return {state_, public_key_}; }

  /// Errors: kSignatureAlgorithmMismatch, kCryptoFailed.
  [[nodiscard]] Result<Bytes> sign(SignatureAlgorithm algorithm, BytesView message) const;

  /// Signs a digest made elsewhere; for messages too long to be held.
  /// Errors: kSignatureAlgorithmMismatch (Ed25519, or a digest of the wrong length), kCryptoFailed.
  [[nodiscard]] Result<Bytes> sign_digest(SignatureAlgorithm algorithm, BytesView digest) const;

  /// OpenSSL's object, borrowed, for the other files of this room.
  [[nodiscard]] evp_pkey_st* native() const;

 private:
  struct State;

  PrivateKey(std::shared_ptr<const State> state, PublicKey public_key)
      : state_(std::move(state)), public_key_(std::move(public_key)) {}

  [[nodiscard]] Result<void> check_pair() const;

  std::shared_ptr<const State> state_;
  PublicKey public_key_;
};

}  // namespace chancery::crypto
