// JSON Web Signatures in flattened form, as RFC 8555 section 6.2 narrows RFC 7515 section 7.2.2.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"
#include "base/secret.h"
#include "crypto/public_key.h"
#include "http/json.h"

namespace chancery::acme {

enum class JwsAlgorithm { es256, es384, eddsa, rs256, hs256 };

/// "ES256", "ES384", "EdDSA", "RS256", "HS256".
[[nodiscard]] std::string_view to_text(JwsAlgorithm algorithm);

/// The protected header. Members that RFC 8555 does not know are ignored; `crit` and `b64` are
/// refused, since nothing that they could ask for is understood here.
struct JwsHeader {
  JwsAlgorithm algorithm = JwsAlgorithm::es256;
  std::optional<boost::json::value> jwk;  ///< an object
  std::optional<std::string> kid;
  std::optional<std::string> nonce;
  std::string url;
};

/// Checks what RFC 7515 section 5.2 step 8 names, over the signing input "protected.payload".
/// Errors: kAlgorithmMismatch when the algorithm is not for this kind and size of key (HS256 is for
/// none), kSignatureWrong.
[[nodiscard]] Result<void> check_signature(JwsAlgorithm algorithm, const crypto::PublicKey& key,
                                           std::string_view signing_input, BytesView signature);

/// The same with a MAC. Errors: kAlgorithmMismatch unless HS256, kSignatureWrong.
[[nodiscard]] Result<void> check_mac(JwsAlgorithm algorithm, const Secret& key,
                                     std::string_view signing_input, BytesView signature);

/// A JWS whose form was checked and whose signature was not.
class Jws final {
 public:
  /// Exactly "protected", "payload" and "signature" as text; an unprotected "header" or several
  /// "signatures" are refused. Exactly one of `jwk` and `kid`. Whether there is a nonce is left to
  /// the caller: requests have one, the objects inside of them have none (7.3.4, 7.3.5).
  /// Errors: kJwsMalformed, kAlgorithmNotOffered, and those of http::parse_json.
  [[nodiscard]] static Result<Jws> parse(BytesView text);
  [[nodiscard]] static Result<Jws> parse(const http::JsonObject& object);

  [[nodiscard]] const JwsHeader& header() const { return header_; }
  [[nodiscard]] BytesView payload() const { return payload_; }

  /// As check_signature and check_mac.
  [[nodiscard]] Result<void> verify(const crypto::PublicKey& key) const {
    return check_signature(header_.algorithm, key, signing_input_, signature_);
  }
  [[nodiscard]] Result<void> verify_mac(const Secret& key) const {
    return check_mac(header_.algorithm, key, signing_input_, signature_);
  }

 private:
  Jws() = default;

  JwsHeader header_;
  Bytes payload_;
  std::string signing_input_;
  Bytes signature_;
};

}  // namespace chancery::acme
