#include "acme/jwk.h"

#include <fmt/format.h>

#include "acme/errors.h"
#include "base/encoding.h"

namespace chancery::acme {

namespace {

constexpr int kMaxRsaBits = 4096;  // a verification of more costs the server too much

std::string thumbprint_of(const std::string& canonical) {
  return to_base64url(crypto::sha256(as_bytes(canonical)));
}

Result<std::string_view> jwk_text(const http::JsonObject& object, std::string_view name) {
  auto text = object.text(name);
  if (!text) {
    return fail(kJwkMalformed, "member", std::string(name));
  }
  return text;
}

Result<Bytes> jwk_bytes(const http::JsonObject& object, std::string_view name) {
  auto bytes = from_base64url(TRY(jwk_text(object, name)));
  if (!bytes || bytes->empty()) {
    return fail(kJwkMalformed,
                {{"member", std::string(name)}, {"expected", "base64url without padding"}});
  }
  return bytes;
}

Result<crypto::PublicKey> jwk_key(Result<crypto::PublicKey> key) {
  return key ? std::move(key) : fail(kJwkMalformed, "because", key.error().message());
}

Result<Jwk> parse_ec(const http::JsonObject& object) {
  const std::string_view curve_name = TRY(jwk_text(object, "crv"));
  if (curve_name != "P-256" && curve_name != "P-384") {
    return fail(kJwkMalformed, {{"crv", std::string(curve_name)}, {"expected", "P-256 or P-384"}});
  }
  const crypto::Curve curve = curve_name == "P-256" ? crypto::Curve::p256 : crypto::Curve::p384;
  const Bytes x = TRY(jwk_bytes(object, "x"));
  const Bytes y = TRY(jwk_bytes(object, "y"));
  return Jwk{TRY(jwk_key(crypto::PublicKey::from_ec_point(curve, x, y))),
             thumbprint_of(fmt::format(R"({{"crv":"{}","kty":"EC","x":"{}","y":"{}"}})", curve_name,
                                       to_base64url(x), to_base64url(y)))};
}

Result<Jwk> parse_okp(const http::JsonObject& object) {
  const std::string_view curve_name = TRY(jwk_text(object, "crv"));
  if (curve_name != "Ed25519") {
    return fail(kJwkMalformed, {{"crv", std::string(curve_name)}, {"expected", "Ed25519"}});
  }
  const Bytes x = TRY(jwk_bytes(object, "x"));
  return Jwk{
      TRY(jwk_key(crypto::PublicKey::from_ed25519(x))),
      thumbprint_of(fmt::format(R"({{"crv":"Ed25519","kty":"OKP","x":"{}"}})", to_base64url(x)))};
}

Result<Jwk> parse_rsa(const http::JsonObject& object) {
  const Bytes n = TRY(jwk_bytes(object, "n"));
  const Bytes e = TRY(jwk_bytes(object, "e"));
  if (n.size() > kMaxRsaBits / 8) {
    return fail(kJwkMalformed, {{"seen", fmt::format("RSA of {} bits", n.size() * 8)},
                                {"expected", "2048 to 4096 bits"}});
  }
  return Jwk{TRY(jwk_key(crypto::PublicKey::from_rsa(n, e))),
             thumbprint_of(fmt::format(R"({{"e":"{}","kty":"RSA","n":"{}"}})", to_base64url(e),
                                       to_base64url(n)))};
}

}  // namespace

Result<Jwk> parse_jwk(const http::JsonObject& object) {
  if (object.has("d") || object.has("k")) {
    return fail(kJwkPrivate);
  }
  const std::string_view type = TRY(jwk_text(object, "kty"));
  if (type == "EC") {
    return parse_ec(object);
  }
  if (type == "OKP") {
    return parse_okp(object);
  }
  if (type == "RSA") {
    return parse_rsa(object);
  }
  return fail(kJwkMalformed, {{"kty", std::string(type)}, {"expected", "EC, OKP or RSA"}});
}

}  // namespace chancery::acme
