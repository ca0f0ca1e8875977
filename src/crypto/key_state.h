// Inside `crypto` only: what a PublicKey and a PrivateKey hold.
#pragma once

#include <array>
#include <mutex>
#include <vector>

#include "crypto/openssl.h"
#include "crypto/private_key.h"
#include "crypto/public_key.h"

namespace chancery::crypto {

/// Where something lies in State::spki.
struct Range {
  std::size_t offset = 0;
  std::size_t size = 0;

  [[nodiscard]] BytesView in(const Bytes& bytes) const {
    return BytesView(bytes).subspan(offset, size);
  }
};

struct PublicKey::State {
  KeySpec spec;
  Bytes spki;
  Range bits;
  Range modulus;
  Range exponent;
  OwnedKey key;  ///< none for ECDSA: see ec_verifier.h
};

/// Contexts ready to sign with one key and one algorithm. Making one costs a tenth of a P-256
/// signature, so they are kept.
class SigningContexts final {
 public:
  [[nodiscard]] OwnedKeyContext take();
  void give_back(OwnedKeyContext context);

 private:
  static constexpr std::size_t kMaxKept = 64;

  std::mutex mutex_;
  std::vector<OwnedKeyContext> kept_;
};

struct PrivateKey::State {
  explicit State(OwnedKey owned) : key(std::move(owned)) {}

  OwnedKey key;
  mutable std::array<SigningContexts, 10> contexts;
};

/// Padding and hash of `algorithm` for a context after sign_init or verify_init.
[[nodiscard]] bool configure(EVP_PKEY_CTX* context, SignatureAlgorithm algorithm);

/// Errors: kSignatureAlgorithmMismatch.
[[nodiscard]] Result<void> check_fit(SignatureAlgorithm algorithm, KeySpec spec);
[[nodiscard]] Result<void> check_digest(SignatureAlgorithm algorithm, KeySpec spec,
                                        BytesView digest);

}  // namespace chancery::crypto
