// The frame that certificates, requests, CRLs and OCSP responses share:
// SEQUENCE { tbs, signatureAlgorithm, signature BIT STRING }.
#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "crypto/algorithm.h"
#include "crypto/public_key.h"

namespace chancery::x509 {

/// Views into what was parsed. Nothing in `tbs_der` has been looked at but its outer header;
/// `algorithm_der` is well-formed DER.
struct SignedData {
  BytesView tbs_der;
  BytesView algorithm_der;
  BytesView signature;

  /// Errors: kAlgorithmUnsupported, crypto::kSignatureInvalid,
  /// crypto::kSignatureAlgorithmMismatch.
  [[nodiscard]] Result<void> verify(const crypto::PublicKey& signer) const;
};

/// Exactly one frame, nothing behind it. Errors: those of der.
[[nodiscard]] Result<SignedData> parse_signed_data(BytesView der);

/// The whole, from its parts. `tbs_der` is taken as it is.
[[nodiscard]] Bytes assemble(BytesView tbs_der, crypto::SignatureAlgorithm algorithm,
                             BytesView signature);

/// What stands before and behind a tbs that is too long to be copied: head + tbs + tail.
struct SignedEnds {
  Bytes head;
  Bytes tail;
};
[[nodiscard]] SignedEnds signed_ends(std::uint64_t tbs_size, crypto::SignatureAlgorithm algorithm,
                                     BytesView signature);

}  // namespace chancery::x509
