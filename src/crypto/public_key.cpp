#include "crypto/public_key.h"

#include <bit>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/params.h>
#include <optional>

#include "crypto/ec_verifier.h"
#include "crypto/key_state.h"
#include "crypto/spki.h"
#include "der/reader.h"

namespace chancery::crypto {
namespace {

constexpr std::size_t kEd25519Size = 32;
// BR 6.1.6 allows exponents up to 2^256 - 1; longer ones cost time without end.
constexpr int kMaxExponentBits = 256;

struct CurveRow {
  Curve curve;
  der::Oid oid;
};
constexpr std::array kCurves{
    CurveRow{Curve::p256, der::Oid{1, 2, 840, 10045, 3, 1, 7}},
    CurveRow{Curve::p384, der::Oid{1, 3, 132, 0, 34}},
    CurveRow{Curve::p521, der::Oid{1, 3, 132, 0, 35}},
};

std::unexpected<Error> malformed(std::string reason) {
  return fail(kPublicKeyMalformed, "reason", std::move(reason));
}

int bit_length(BytesView magnitude) {
  return magnitude.empty()
             ? 0
             : static_cast<int>(magnitude.size() * 8) - std::countl_zero(magnitude.front());
}

Result<void> check_rsa(const RsaPublicNumbers& rsa) {
  const KeySpec spec{KeyType::rsa, bit_length(rsa.modulus)};
  if (!is_supported(spec)) {
    return fail(kKeyUnsupported, "seen", display_name(spec));
  }
  if ((rsa.modulus.back() & 1U) == 0) {
    return malformed("the RSA modulus is even");
  }
  const bool below_three = rsa.exponent.size() == 1 && rsa.exponent.front() < 3;
  if ((rsa.exponent.back() & 1U) == 0 || below_three) {
    return malformed("the RSA exponent is even or less than 3");
  }
  if (bit_length(rsa.exponent) > kMaxExponentBits) {
    return fail(kKeyUnsupported, "rsa_exponent_bits", std::to_string(bit_length(rsa.exponent)));
  }
  return {};
}

// The provider wants numbers in the machine's own order.
Bytes native_order(BytesView big_endian) {
  static_assert(std::endian::native == std::endian::little);
  return {big_endian.rbegin(), big_endian.rend()};
}

Result<OwnedKey> load_rsa(const RsaPublicNumbers& rsa) {
  Bytes n = native_order(rsa.modulus);
  Bytes e = native_order(rsa.exponent);
  std::array parameters{OSSL_PARAM_construct_BN(OSSL_PKEY_PARAM_RSA_N, n.data(), n.size()),
                        OSSL_PARAM_construct_BN(OSSL_PKEY_PARAM_RSA_E, e.data(), e.size()),
                        OSSL_PARAM_construct_end()};
  thread_local const OwnedKeyContext kContext(EVP_PKEY_CTX_new_from_name(nullptr, "RSA", nullptr));
  EVP_PKEY* key = nullptr;
  if (EVP_PKEY_fromdata_init(kContext.get()) != 1 ||
      EVP_PKEY_fromdata(kContext.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters.data()) != 1) {
    return openssl_fail(kPublicKeyMalformed);
  }
  return OwnedKey(key);
}

Result<void> check_point(Curve curve, BytesView point) {
  if (point.size() != 1 + 2 * field_size(curve) || point.front() != POINT_CONVERSION_UNCOMPRESSED) {
    return malformed("the EC point is not in uncompressed form, or not as long as its curve needs");
  }
  return TRY(EcVerifier::of(curve))->use(point);
}

Result<OwnedKey> load_ed25519(BytesView raw) {
  if (raw.size() != kEd25519Size) {
    return malformed("an Ed25519 key has 32 bytes");
  }
  OwnedKey key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, raw.data(), raw.size()));
  if (!key) {
    return openssl_fail(kPublicKeyMalformed);
  }
  return key;
}

Result<Curve> find_curve(BytesView parameters_tlv) {
  der::Reader in(parameters_tlv);
  const auto oid = in.oid();
  if (!oid || !in.at_end()) {
    return fail(kKeyUnsupported, "seen", "EC parameters that are not a named curve");
  }
  for (const CurveRow& row : kCurves) {
    if (row.oid == *oid) {
      return row.curve;
    }
  }
  return fail(kKeyUnsupported, "curve", oid->to_dotted());
}

Range range_of(BytesView part, BytesView whole) {
  return {static_cast<std::size_t>(part.data() - whole.data()), part.size()};
}

}  // namespace

Result<PublicKey> PublicKey::from_spki(BytesView spki_der) {
  State state;
  state.spki = to_bytes(spki_der);
  const ParsedSpki spki = TRY(parse_spki(state.spki));
  state.bits = range_of(spki.bits, state.spki);
  if (spki.algorithm == kEcPublicKeyOid) {
    const Curve curve = TRY(find_curve(spki.parameters_tlv));
    state.spec = spec_of(curve);
    TRY(check_point(curve, spki.bits));
  } else if (spki.algorithm == kRsaEncryptionOid) {
    constexpr std::array<std::uint8_t, 2> kNull{0x05, 0x00};
    if (!equal(spki.parameters_tlv, kNull)) {
      return malformed("the parameters of an RSA key are not NULL (RFC 3279 section 2.3.1)");
    }
    const RsaPublicNumbers rsa = TRY(parse_rsa_key(spki.bits));
    TRY(check_rsa(rsa));
    state.spec = {KeyType::rsa, bit_length(rsa.modulus)};
    state.modulus = range_of(rsa.modulus, state.spki);
    state.exponent = range_of(rsa.exponent, state.spki);
    state.key = TRY(load_rsa(rsa));
  } else if (spki.algorithm == kEd25519Oid) {
    if (!spki.parameters_tlv.empty()) {
      return malformed("an Ed25519 key has no parameters (RFC 8410 section 3)");
    }
    state.spec = kEd25519;
    state.key = TRY(load_ed25519(spki.bits));
  } else {
    return fail(kKeyUnsupported, "algorithm", spki.algorithm.to_dotted());
  }
  return PublicKey(std::make_shared<const State>(std::move(state)));
}

Result<PublicKey> PublicKey::from_ec_point(Curve curve, BytesView x, BytesView y) {
  if (x.size() != field_size(curve) || y.size() != field_size(curve)) {
    return malformed("a coordinate is not as long as its curve needs");
  }
  Bytes point{POINT_CONVERSION_UNCOMPRESSED};
  append(point, x);
  append(point, y);
  return from_spki(write_spki(kEcPublicKeyOid, point, [&](der::Writer& w) {
    w.oid(kCurves.at(static_cast<std::size_t>(curve)).oid);
  }));
}

Result<PublicKey> PublicKey::from_rsa(BytesView modulus, BytesView exponent) {
  if (modulus.empty() || exponent.empty() || modulus.front() == 0 || exponent.front() == 0) {
    return malformed("an RSA number is empty or starts with a zero byte");
  }
  return from_spki(write_spki(kRsaEncryptionOid, write_rsa_key({modulus, exponent}),
                              [](der::Writer& w) { w.null(); }));
}

Result<PublicKey> PublicKey::from_ed25519(BytesView raw) {
  return from_spki(write_spki(kEd25519Oid, raw, [](der::Writer&) {}));
}

KeySpec PublicKey::spec() const {
  return state_->spec;
}
BytesView PublicKey::spki_der() const {
  return state_->spki;
}
Sha256Digest PublicKey::spki_sha256() const {
  return sha256(state_->spki);
}
BytesView PublicKey::key_bits() const {
  return state_->bits.in(state_->spki);
}
BytesView PublicKey::rsa_modulus() const {
  return state_->modulus.in(state_->spki);
}
BytesView PublicKey::rsa_exponent() const {
  return state_->exponent.in(state_->spki);
}

Result<void> PublicKey::verify(SignatureAlgorithm algorithm, BytesView message,
                               BytesView signature) const {
  TRY(check_fit(algorithm, spec()));
  if (const auto hash_algorithm = hash_of(algorithm)) {
    return verify_digest(algorithm, hash(*hash_algorithm, message), signature);
  }
  const OwnedMdContext context(EVP_MD_CTX_new());
  if (!context ||
      EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, state_->key.get()) != 1) {
    return openssl_fail();
  }
  if (EVP_DigestVerify(context.get(), signature.data(), signature.size(), message.data(),
                       message.size()) != 1) {
    return openssl_fail(kSignatureInvalid);
  }
  return {};
}

Result<void> PublicKey::verify_digest(SignatureAlgorithm algorithm, BytesView digest,
                                      BytesView signature) const {
  TRY(check_digest(algorithm, spec(), digest));
  if (const auto curve = curve_of(spec())) {
    EcVerifier* const verifier = TRY(EcVerifier::of(*curve));
    TRY(verifier->use(key_bits()));
    return verifier->verify(digest, signature);
  }
  const OwnedKeyContext context(EVP_PKEY_CTX_new_from_pkey(nullptr, state_->key.get(), nullptr));
  if (!context || EVP_PKEY_verify_init(context.get()) != 1 ||
      !configure(context.get(), algorithm)) {
    return openssl_fail();
  }
  if (EVP_PKEY_verify(context.get(), signature.data(), signature.size(), digest.data(),
                      digest.size()) != 1) {
    return openssl_fail(kSignatureInvalid);
  }
  return {};
}

}  // namespace chancery::crypto
