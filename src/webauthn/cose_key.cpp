#include "webauthn/cose_key.h"

#include <optional>

#include "webauthn/errors.h"

namespace chancery::webauthn {
namespace {

// Labels (RFC 9052 section 7.1; RFC 9053 section 7; RFC 8230 section 4).
constexpr std::int64_t kType = 1;
constexpr std::int64_t kAlgorithm = 3;
constexpr std::int64_t kFirst = -1;   // the curve; of RSA the modulus
constexpr std::int64_t kSecond = -2;  // x; of RSA the exponent
constexpr std::int64_t kThird = -3;   // y

constexpr std::int64_t kOkp = 1;
constexpr std::int64_t kEc2 = 2;
constexpr std::int64_t kRsa = 3;
constexpr std::int64_t kP256 = 1;
constexpr std::int64_t kEd25519 = 6;

/// The parameters, before it is known of which type the key is.
struct Parameters {
  std::optional<std::int64_t> type;
  std::optional<std::int64_t> algorithm;
  std::optional<std::int64_t> curve;
  std::optional<BytesView> first;
  std::optional<BytesView> second;
  std::optional<BytesView> third;
};

template <class T>
Result<void> set(std::optional<T>& place, T value) {
  if (place) {
    return fail(kCredentialMalformed, "reason", "a key parameter stands twice");
  }
  place = value;
  return {};
}

Result<void> read_parameter(CborReader& reader, Parameters& found) {
  switch (TRY(reader.integer())) {
    case kType:
      return set(found.type, TRY(reader.integer()));
    case kAlgorithm:
      return set(found.algorithm, TRY(reader.integer()));
    case kFirst:
      // Canonical order puts the type before it.
      return found.type == kRsa ? set(found.first, TRY(reader.byte_string()))
                                : set(found.curve, TRY(reader.integer()));
    case kSecond:
      return set(found.second, TRY(reader.byte_string()));
    case kThird:
      return set(found.third, TRY(reader.byte_string()));
    default:
      return fail(kCredentialMalformed, "reason", "an unknown key parameter");
  }
}

Result<crypto::PublicKey> key_of(const Parameters& p) {
  if (p.algorithm == kEs256 && p.type == kEc2 && p.curve == kP256 && p.second && p.third) {
    return crypto::PublicKey::from_ec_point(crypto::Curve::p256, *p.second, *p.third);
  }
  if (p.algorithm == kEdDsa && p.type == kOkp && p.curve == kEd25519 && p.second && !p.third) {
    return crypto::PublicKey::from_ed25519(*p.second);
  }
  if (p.algorithm == kRs256 && p.type == kRsa && p.first && p.second && !p.third) {
    return crypto::PublicKey::from_rsa(*p.first, *p.second);
  }
  return fail(kCredentialKeyUnsupported, "algorithm",
              p.algorithm ? std::to_string(*p.algorithm) : "none");
}

}  // namespace

Result<CoseKey> read_cose_key(CborReader& reader) {
  Parameters found;
  const auto pairs = TRY(reader.map());
  for (std::uint64_t i = 0; i < pairs; ++i) {
    TRY(read_parameter(reader, found));
  }
  auto key = TRY(key_of(found));
  return CoseKey{*found.algorithm, std::move(key)};
}

Result<void> verify(const crypto::PublicKey& key, std::int64_t algorithm, BytesView message,
                    BytesView signature) {
  using enum crypto::SignatureAlgorithm;
  switch (algorithm) {
    case kEs256:
      return key.verify(ecdsa_sha256, message, signature);
    case kEdDsa:
      return key.verify(ed25519, message, signature);
    case kRs256:
      return key.verify(rsa_sha256, message, signature);
    default:
      return fail(kCredentialKeyUnsupported, "algorithm", std::to_string(algorithm));
  }
}

}  // namespace chancery::webauthn
