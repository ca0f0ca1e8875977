// For tests only: signs as an ACME client does (RFC 8555 section 6.2).
#pragma once

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <string>

#include "base/encoding.h"
#include "crypto/ecdsa_value.h"
#include "crypto/private_key.h"

namespace chancery::acme::testing {

class TestKey final {
 public:
  explicit TestKey(crypto::KeySpec spec = crypto::kP256)
      : key_(crypto::PrivateKey::generate(spec).value()) {}

  [[nodiscard]] const crypto::PrivateKey& key() const { return key_; }

  [[nodiscard]] std::string algorithm() const {
    if (key_.spec().type == crypto::KeyType::rsa) {
      return "RS256";
    }
    if (key_.spec().type == crypto::KeyType::ed25519) {
      return "EdDSA";
    }
    return key_.spec() == crypto::kP256 ? "ES256" : "ES384";
  }

  [[nodiscard]] boost::json::object jwk() const {
    const crypto::PublicKey& key = key_.public_key();
    if (key.spec().type == crypto::KeyType::rsa) {
      return {{"kty", "RSA"},
              {"n", to_base64url(key.rsa_modulus())},
              {"e", to_base64url(key.rsa_exponent())}};
    }
    if (key.spec().type == crypto::KeyType::ed25519) {
      return {{"kty", "OKP"}, {"crv", "Ed25519"}, {"x", to_base64url(key.key_bits())}};
    }
    const BytesView point = key.key_bits().subspan(1);
    return {{"kty", "EC"},
            {"crv", key.spec() == crypto::kP256 ? "P-256" : "P-384"},
            {"x", to_base64url(point.first(point.size() / 2))},
            {"y", to_base64url(point.subspan(point.size() / 2))}};
  }

  /// The flattened JWS over `payload`, whose protected header is exactly `header`.
  [[nodiscard]] boost::json::object sign(const boost::json::object& header,
                                         std::string_view payload) const {
    const std::string protected_text = to_base64url(as_bytes(boost::json::serialize(header)));
    const std::string payload_text = to_base64url(as_bytes(payload));
    Bytes signature = key_.sign(crypto::default_signature_algorithm(key_.spec()),
                                as_bytes(protected_text + "." + payload_text))
                          .value();
    if (const auto curve = crypto::curve_of(key_.spec())) {
      signature = crypto::ecdsa_der_to_raw(*curve, signature).value();
    }
    return {{"protected", protected_text},
            {"payload", payload_text},
            {"signature", to_base64url(signature)}};
  }

 private:
  crypto::PrivateKey key_;
};

}  // namespace chancery::acme::testing
