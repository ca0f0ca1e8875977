#include "acme/jws.h"

#include <algorithm>
#include <array>
#include <boost/json/monotonic_resource.hpp>

#include "acme/errors.h"
#include "base/encoding.h"
#include "crypto/ecdsa_value.h"

namespace chancery::acme {

namespace {

/// The router bounds bodies to less than that; inner objects are parts of bodies.
constexpr http::JsonLimits kLimits{.max_bytes = 256 * 1024, .max_depth = 8};

/// Where JSON lies that is read, taken apart and forgotten.
struct Scratch {
  std::array<unsigned char, 2048> first;
  boost::json::monotonic_resource memory{first.data(), first.size()};
};

struct AlgorithmRow {
  JwsAlgorithm algorithm;
  std::string_view name;
  std::optional<crypto::KeySpec> key;  ///< nothing: any size of RSA, or a MAC
  std::optional<crypto::SignatureAlgorithm> signature;
  std::optional<crypto::Curve> curve;  ///< the signature is r || s (RFC 7518 section 3.4)
};

// RFC 7518 section 3.1, RFC 8037 section 3.1.
constexpr std::array<AlgorithmRow, 5> kAlgorithms{{
    {JwsAlgorithm::es256, "ES256", crypto::kP256, crypto::SignatureAlgorithm::ecdsa_sha256,
     crypto::Curve::p256},
    {JwsAlgorithm::es384, "ES384", crypto::kP384, crypto::SignatureAlgorithm::ecdsa_sha384,
     crypto::Curve::p384},
    {JwsAlgorithm::eddsa, "EdDSA", crypto::kEd25519, crypto::SignatureAlgorithm::ed25519, {}},
    {JwsAlgorithm::rs256, "RS256", {}, crypto::SignatureAlgorithm::rsa_sha256, {}},
    {JwsAlgorithm::hs256, "HS256", {}, {}, {}},
}};

const AlgorithmRow& row_of(JwsAlgorithm algorithm) {
  return *std::ranges::find(kAlgorithms, algorithm, &AlgorithmRow::algorithm);
}

std::unexpected<Error> malformed(std::string_view name, std::string_view expected) {
  return fail(kJwsMalformed, {{"member", std::string(name)}, {"expected", std::string(expected)}});
}

Result<std::string_view> jws_text(const http::JsonObject& object, std::string_view name) {
  auto text = object.text(name);
  if (!text) {
    return malformed(name, "text");
  }
  return text;
}

Result<std::optional<std::string>> optional_header_text(const http::JsonObject& object,
                                                        std::string_view name) {
  const auto text = object.optional_text(name);
  if (!text || (*text && (*text)->empty())) {
    return malformed(name, "text");
  }
  return *text ? std::optional<std::string>(**text) : std::nullopt;
}

Result<Bytes> jws_bytes(std::string_view text, std::string_view name) {
  auto bytes = from_base64url(text);
  if (!bytes) {
    return malformed(name, "base64url without padding");
  }
  return bytes;
}

Result<JwsAlgorithm> parse_algorithm(const http::JsonObject& object) {
  const std::string_view name = TRY(jws_text(object, "alg"));
  const auto* row = std::ranges::find(kAlgorithms, name, &AlgorithmRow::name);
  if (row == kAlgorithms.end()) {
    return fail(kAlgorithmNotOffered, "alg", std::string(name));
  }
  return row->algorithm;
}

Result<JwsHeader> parse_header(const http::JsonObject& object) {
  for (const char* refused : {"crit", "b64"}) {
    if (object.has(refused)) {
      return malformed(refused, "not to be there");
    }
  }
  JwsHeader header;
  header.algorithm = TRY(parse_algorithm(object));
  header.kid = TRY(optional_header_text(object, "kid"));
  header.nonce = TRY(optional_header_text(object, "nonce"));
  header.url = TRY(jws_text(object, "url"));
  if (object.has("jwk")) {
    const auto jwk = object.object("jwk");
    if (!jwk) {
      return malformed("jwk", "an object");
    }
    header.jwk.emplace(jwk->raw(), boost::json::storage_ptr());  // outlives what was read
  }
  if (header.jwk.has_value() == header.kid.has_value()) {
    return malformed("jwk", "exactly one of jwk and kid");
  }
  return header;
}

}  // namespace

std::string_view to_text(JwsAlgorithm algorithm) {
  return row_of(algorithm).name;
}

Result<Jws> Jws::parse(BytesView text) {
  Scratch scratch;
  const boost::json::value value = TRY(http::parse_json(text, kLimits, &scratch.memory));
  const http::JsonObject object = TRY(http::JsonObject::of(value));
  return parse(object);
}

Result<Jws> Jws::parse(const http::JsonObject& object) {
  for (const char* refused : {"header", "signatures"}) {
    if (object.has(refused)) {
      return malformed(refused, "not to be there");
    }
  }
  const std::string_view protected_text = TRY(jws_text(object, "protected"));
  const std::string_view payload_text = TRY(jws_text(object, "payload"));
  const std::string_view signature_text = TRY(jws_text(object, "signature"));
  const Bytes header_bytes = TRY(jws_bytes(protected_text, "protected"));

  Jws jws;
  Scratch scratch;
  const boost::json::value header_value =
      TRY(http::parse_json(header_bytes, kLimits, &scratch.memory));
  const http::JsonObject header = TRY(http::JsonObject::of(header_value));
  jws.header_ = TRY(parse_header(header));
  jws.payload_ = TRY(jws_bytes(payload_text, "payload"));
  jws.signature_ = TRY(jws_bytes(signature_text, "signature"));
  jws.signing_input_.reserve(protected_text.size() + 1 + payload_text.size());
  jws.signing_input_.append(protected_text).append(".").append(payload_text);
  return jws;
}

Result<void> check_signature(JwsAlgorithm algorithm, const crypto::PublicKey& key,
                             std::string_view signing_input, BytesView signature) {
  const AlgorithmRow& row = row_of(algorithm);
  const bool fits =
      row.signature && (row.key ? key.spec() == *row.key : key.spec().type == crypto::KeyType::rsa);
  if (!fits) {
    return fail(kAlgorithmMismatch,
                {{"alg", std::string(row.name)}, {"key", crypto::display_name(key.spec())}});
  }
  Bytes der;
  if (row.curve) {
    auto converted = crypto::ecdsa_raw_to_der(*row.curve, signature);
    if (!converted) {
      return fail(kSignatureWrong, "expected", "r and s, each as long as the curve's field");
    }
    der = *std::move(converted);
    signature = der;
  }
  if (!key.verify(*row.signature, as_bytes(signing_input), signature)) {
    return fail(kSignatureWrong);
  }
  return {};
}

Result<void> check_mac(JwsAlgorithm algorithm, const Secret& key, std::string_view signing_input,
                       BytesView signature) {
  if (algorithm != JwsAlgorithm::hs256) {
    return fail(kAlgorithmMismatch,
                {{"alg", std::string(to_text(algorithm))}, {"expected", "HS256"}});
  }
  if (!constant_time_equal(crypto::hmac_sha256(key.reveal(), as_bytes(signing_input)), signature)) {
    return fail(kSignatureWrong);
  }
  return {};
}

}  // namespace chancery::acme
