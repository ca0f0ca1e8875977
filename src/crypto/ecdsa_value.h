// The two shapes of an ECDSA signature: DER (RFC 3279 section 2.2.3) and r || s of fixed width
// (IEEE P1363; JWS in RFC 7518 section 3.4, PKCS#11).
#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "crypto/algorithm.h"

namespace chancery::crypto {

/// r || s -> Ecdsa-Sig-Value. Does NOT check that r and s are in range; verification does.
/// Errors: kSignatureInvalid when the length is not twice the curve's (64, 96 or 132 bytes).
[[nodiscard]] Result<Bytes> ecdsa_raw_to_der(Curve curve, BytesView raw);

/// Ecdsa-Sig-Value -> r || s. Errors: kSignatureInvalid when not strict DER, negative or too long.
[[nodiscard]] Result<Bytes> ecdsa_der_to_raw(Curve curve, BytesView der);

}  // namespace chancery::crypto
