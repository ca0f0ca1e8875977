// Inside `keys` only: a Signer whose key is on a token.
#pragma once

#include <memory>

#include "keys/pkcs11_objects.h"
#include "keys/signer.h"

namespace chancery::keys {

/// Every signature is checked with the public key before it is given out: a device that is failing,
/// or a session that was swapped under our feet, must not put wrong bytes into a certificate.
class Pkcs11Signer final : public Signer {
 public:
  Pkcs11Signer(std::shared_ptr<Pkcs11Token> token, KeyAddress address, crypto::PublicKey public_key,
               Urgency urgency)
      : token_(std::move(token)),
        address_(std::move(address)),
        public_key_(std::move(public_key)),
        urgency_(urgency) {}

  const crypto::PublicKey& public_key() const override { return public_key_; }
  Result<Bytes> sign(crypto::SignatureAlgorithm algorithm, BytesView message) const override;
  Result<Bytes> sign_digest(crypto::SignatureAlgorithm algorithm, BytesView digest) const override;

 private:
  [[nodiscard]] Called<CK_OBJECT_HANDLE> key_in(Pkcs11Session& session) const;

  std::shared_ptr<Pkcs11Token> token_;
  KeyAddress address_;
  crypto::PublicKey public_key_;
  Urgency urgency_;
};

}  // namespace chancery::keys
