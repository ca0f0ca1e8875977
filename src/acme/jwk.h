// Public keys as JSON (RFC 7517, RFC 7518 section 6, RFC 8037) and their thumbprints (RFC 7638).
#pragma once

#include <string>

#include "base/result.h"
#include "crypto/public_key.h"
#include "http/json.h"

namespace chancery::acme {

/// A key together with its name. EC P-256 and P-384, Ed25519, and RSA of 2048 to 4096 bits.
struct Jwk {
  crypto::PublicKey key;
  std::string thumbprint;  ///< SHA-256, base64url
};

/// Reads the members that RFC 7638 section 3.2 calls required; others are ignored, as RFC 7517
/// section 4 asks for, but those of a private key are refused.
/// Errors: kJwkMalformed, kJwkPrivate.
[[nodiscard]] Result<Jwk> parse_jwk(const http::JsonObject& object);

}  // namespace chancery::acme
