// AlgorithmIdentifiers, byte by byte as BR 7.1.3 lists them (NT-177..181).
#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "crypto/algorithm.h"

namespace chancery::x509 {

/// The one DER encoding that we write: RSA with NULL, RSA-PSS with all parameters and a salt of the
/// hash's length, ECDSA and Ed25519 without parameters. Static storage.
[[nodiscard]] BytesView algorithm_identifier(crypto::SignatureAlgorithm algorithm);

/// The reverse, for exactly those bytes, and for RSA PKCS#1 with its NULL left out (which RFC 4055
/// section 5 tells readers to accept). Errors: kAlgorithmUnsupported (with the OID seen), der's.
[[nodiscard]] Result<crypto::SignatureAlgorithm> parse_algorithm_identifier(BytesView der);

/// A hash with NULL parameters, as OCSP CertIDs have it. Static storage.
[[nodiscard]] BytesView hash_identifier(crypto::HashAlgorithm algorithm);

/// The reverse; parameters NULL or absent. Errors: kAlgorithmUnsupported, those of der.
[[nodiscard]] Result<crypto::HashAlgorithm> parse_hash_identifier(BytesView der);

}  // namespace chancery::x509
