#include "crypto/algorithm.h"

#include <array>
#include <charconv>
#include <fmt/format.h>

#include "crypto/errors.h"

namespace chancery::crypto {
namespace {

struct AlgorithmRow {
  SignatureAlgorithm algorithm;
  KeyType key_type;
  std::optional<HashAlgorithm> hash;
  std::string_view name;
};

constexpr std::array kAlgorithms{
    AlgorithmRow{SignatureAlgorithm::rsa_sha256, KeyType::rsa, HashAlgorithm::sha256,
                 "RSA with SHA-256"},
    AlgorithmRow{SignatureAlgorithm::rsa_sha384, KeyType::rsa, HashAlgorithm::sha384,
                 "RSA with SHA-384"},
    AlgorithmRow{SignatureAlgorithm::rsa_sha512, KeyType::rsa, HashAlgorithm::sha512,
                 "RSA with SHA-512"},
    AlgorithmRow{SignatureAlgorithm::rsa_pss_sha256, KeyType::rsa, HashAlgorithm::sha256,
                 "RSA-PSS with SHA-256"},
    AlgorithmRow{SignatureAlgorithm::rsa_pss_sha384, KeyType::rsa, HashAlgorithm::sha384,
                 "RSA-PSS with SHA-384"},
    AlgorithmRow{SignatureAlgorithm::rsa_pss_sha512, KeyType::rsa, HashAlgorithm::sha512,
                 "RSA-PSS with SHA-512"},
    AlgorithmRow{SignatureAlgorithm::ecdsa_sha256, KeyType::ecdsa, HashAlgorithm::sha256,
                 "ECDSA with SHA-256"},
    AlgorithmRow{SignatureAlgorithm::ecdsa_sha384, KeyType::ecdsa, HashAlgorithm::sha384,
                 "ECDSA with SHA-384"},
    AlgorithmRow{SignatureAlgorithm::ecdsa_sha512, KeyType::ecdsa, HashAlgorithm::sha512,
                 "ECDSA with SHA-512"},
    AlgorithmRow{SignatureAlgorithm::ed25519, KeyType::ed25519, std::nullopt, "Ed25519"},
};

const AlgorithmRow& row_of(SignatureAlgorithm algorithm) {
  return kAlgorithms.at(static_cast<std::size_t>(algorithm));
}

struct CurveRow {
  Curve curve;
  KeySpec spec;
  std::string_view text;
  SignatureAlgorithm default_algorithm;
};

constexpr std::array kCurves{
    CurveRow{Curve::p256, kP256, "p256", SignatureAlgorithm::ecdsa_sha256},
    CurveRow{Curve::p384, kP384, "p384", SignatureAlgorithm::ecdsa_sha384},
    CurveRow{Curve::p521, kP521, "p521", SignatureAlgorithm::ecdsa_sha512},
};

const CurveRow* row_of(KeySpec spec) {
  for (const CurveRow& row : kCurves) {
    if (row.spec == spec) {
      return &row;
    }
  }
  return nullptr;
}

}  // namespace

bool is_supported(KeySpec spec) {
  switch (spec.type) {
    case KeyType::rsa:
      return spec.bits >= kMinRsaBits && spec.bits <= kMaxRsaBits;
    case KeyType::ecdsa:
      return row_of(spec) != nullptr;
    case KeyType::ed25519:
      return spec == kEd25519;
  }
  return false;
}

KeySpec spec_of(Curve curve) {
  return kCurves.at(static_cast<std::size_t>(curve)).spec;
}

std::size_t field_size(Curve curve) {
  return (static_cast<std::size_t>(spec_of(curve).bits) + 7) / 8;
}

std::optional<Curve> curve_of(KeySpec spec) {
  const CurveRow* row = row_of(spec);
  return row == nullptr ? std::nullopt : std::optional(row->curve);
}

std::string display_name(KeySpec spec) {
  switch (spec.type) {
    case KeyType::rsa:
      return fmt::format("RSA {}", spec.bits);
    case KeyType::ecdsa:
      return fmt::format("ECDSA P-{}", spec.bits);
    case KeyType::ed25519:
      return "Ed25519";
  }
  return {};
}

std::string to_text(KeySpec spec) {
  switch (spec.type) {
    case KeyType::rsa:
      return fmt::format("rsa{}", spec.bits);
    case KeyType::ecdsa:
      return fmt::format("p{}", spec.bits);
    case KeyType::ed25519:
      return "ed25519";
  }
  return {};
}

Result<KeySpec> parse_key_spec(std::string_view text) {
  for (const CurveRow& row : kCurves) {
    if (row.text == text) {
      return row.spec;
    }
  }
  if (text == "ed25519") {
    return kEd25519;
  }
  KeySpec rsa{KeyType::rsa, 0};
  if (text.starts_with("rsa") && text.size() == 7) {
    const auto [end, error] = std::from_chars(text.data() + 3, text.data() + 7, rsa.bits);
    if (error == std::errc() && end == text.data() + 7 && is_supported(rsa) && rsa.bits % 8 == 0) {
      return rsa;
    }
  }
  return fail(kAlgorithmNameUnknown, "seen", std::string(text.substr(0, 64)));
}

std::span<const SignatureAlgorithm> all_signature_algorithms() {
  static constexpr auto kAll = [] {
    std::array<SignatureAlgorithm, kAlgorithms.size()> all{};
    for (std::size_t i = 0; i < all.size(); ++i) {
      all[i] = kAlgorithms[i].algorithm;
    }
    return all;
  }();
  return kAll;
}

SignatureAlgorithm default_signature_algorithm(KeySpec spec) {
  if (const CurveRow* row = row_of(spec)) {
    return row->default_algorithm;
  }
  return spec.type == KeyType::rsa ? SignatureAlgorithm::rsa_sha256 : SignatureAlgorithm::ed25519;
}

std::optional<HashAlgorithm> hash_of(SignatureAlgorithm algorithm) {
  return row_of(algorithm).hash;
}

bool fits(SignatureAlgorithm algorithm, KeySpec spec) {
  return row_of(algorithm).key_type == spec.type;
}

std::string_view display_name(SignatureAlgorithm algorithm) {
  return row_of(algorithm).name;
}

}  // namespace chancery::crypto
