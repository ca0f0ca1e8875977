// Inside `keys` only: what a token is given to sign, and what its answer means.
#pragma once

#include <p11-kit/pkcs11.h>

#include "base/bytes.h"
#include "base/result.h"
#include "crypto/algorithm.h"

namespace chancery::keys {

/// The digest is made here, so that all tokens need only the oldest mechanisms: CKM_RSA_PKCS over a
/// DigestInfo, CKM_RSA_PKCS_PSS and CKM_ECDSA over the digest, CKM_EDDSA over the message.
struct SignatureInput {
  CK_MECHANISM_TYPE mechanism = 0;
  CK_RSA_PKCS_PSS_PARAMS pss{};  ///< for CKM_RSA_PKCS_PSS alone
  Bytes data;
};

/// For an algorithm that fits the key; `to_sign` is a digest of its hash, or the message for
/// Ed25519.
[[nodiscard]] SignatureInput signature_input(crypto::SignatureAlgorithm algorithm,
                                             crypto::KeySpec spec, BytesView to_sign);

/// r || s -> DER for ECDSA; other signatures stay as they are. Errors: crypto::kSignatureInvalid.
[[nodiscard]] Result<Bytes> signature_output(crypto::KeySpec spec, Bytes raw);

}  // namespace chancery::keys
