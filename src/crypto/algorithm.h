// The kinds of keys and signatures that Chancery knows, and their names.
//
// What a certificate of some profile may use is not decided here but in `policy` and `profile`.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "crypto/hash.h"

namespace chancery::crypto {

enum class KeyType { rsa, ecdsa, ed25519 };

/// The NIST prime curves of FIPS 186-5 / SP 800-186 (RFC 5480 section 2.1.1.1).
enum class Curve { p256, p384, p521 };

/// A kind and size of key. `bits` is the modulus length, the field size, or 256 for Ed25519.
struct KeySpec {
  KeyType type = KeyType::ecdsa;
  int bits = 256;
  auto operator<=>(const KeySpec&) const = default;
};

inline constexpr KeySpec kP256{KeyType::ecdsa, 256};
inline constexpr KeySpec kP384{KeyType::ecdsa, 384};
inline constexpr KeySpec kP521{KeyType::ecdsa, 521};
inline constexpr KeySpec kEd25519{KeyType::ed25519, 256};
inline constexpr KeySpec kRsa2048{KeyType::rsa, 2048};
inline constexpr KeySpec kRsa3072{KeyType::rsa, 3072};
inline constexpr KeySpec kRsa4096{KeyType::rsa, 4096};

inline constexpr int kMinRsaBits = 2048;
inline constexpr int kMaxRsaBits = 8192;

/// Whether keys of this kind and size can be loaded at all: RSA 2048-8192, the curves, Ed25519.
[[nodiscard]] bool is_supported(KeySpec spec);

[[nodiscard]] KeySpec spec_of(Curve curve);

/// Bytes of a coordinate, and of r and of s in a signature: 32, 48 or 66.
[[nodiscard]] std::size_t field_size(Curve curve);

/// nullopt unless `spec` is ECDSA on a known curve.
[[nodiscard]] std::optional<Curve> curve_of(KeySpec spec);

/// For people: "ECDSA P-256", "RSA 2048", "Ed25519".
[[nodiscard]] std::string display_name(KeySpec spec);

/// For configuration, command lines and the API: "p256", "rsa2048", "ed25519".
[[nodiscard]] std::string to_text(KeySpec spec);

/// The reverse of `to_text`. Errors: kAlgorithmNameUnknown (also for sizes out of range, and for
/// RSA sizes that are not a multiple of 8).
[[nodiscard]] Result<KeySpec> parse_key_spec(std::string_view text);

/// rsa_*: RSASSA-PKCS1-v1_5. rsa_pss_*: RSASSA-PSS with MGF1 of the same hash and a salt as long as
/// the hash (RFC 8017; BR 7.1.3.2.1 allows no other). ecdsa_*: the signature is an
/// Ecdsa-Sig-Value in DER (RFC 3279 section 2.2.3).
enum class SignatureAlgorithm {
  rsa_sha256,
  rsa_sha384,
  rsa_sha512,
  rsa_pss_sha256,
  rsa_pss_sha384,
  rsa_pss_sha512,
  ecdsa_sha256,
  ecdsa_sha384,
  ecdsa_sha512,
  ed25519,
};

/// Every SignatureAlgorithm, in the order of the enumeration.
[[nodiscard]] std::span<const SignatureAlgorithm> all_signature_algorithms();

/// What a CA key of that kind signs with: RSA -> rsa_sha256; P-256/384/521 -> ecdsa with SHA-256,
/// SHA-384, SHA-512 (BR 7.1.3.2.2 fixes the pair); Ed25519 -> ed25519.
[[nodiscard]] SignatureAlgorithm default_signature_algorithm(KeySpec spec);

/// The hash of the message that is signed; nullopt for Ed25519, which takes the message itself.
[[nodiscard]] std::optional<HashAlgorithm> hash_of(SignatureAlgorithm algorithm);

/// Whether a key of this type can make such a signature. Any hash goes with any curve here.
[[nodiscard]] bool fits(SignatureAlgorithm algorithm, KeySpec spec);

/// For people: "ECDSA with SHA-256", "RSA-PSS with SHA-384", "Ed25519".
[[nodiscard]] std::string_view display_name(SignatureAlgorithm algorithm);

}  // namespace chancery::crypto
