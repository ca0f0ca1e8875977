// What a key may be used for: keyUsage and extendedKeyUsage (RFC 5280 sections 4.2.1.3, 4.2.1.12).
#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "x509/extension.h"
#include "x509/oids.h"

namespace chancery::x509 {

/// Values are the bit numbers of the KeyUsage BIT STRING.
enum class KeyUse : std::uint8_t {
  digital_signature = 0,
  non_repudiation = 1,  ///< also called contentCommitment
  key_encipherment = 2,
  data_encipherment = 3,
  key_agreement = 4,
  key_cert_sign = 5,
  crl_sign = 6,
  encipher_only = 7,
  decipher_only = 8,
};

class KeyUsage final {
 public:
  constexpr KeyUsage() = default;
  constexpr KeyUsage(std::initializer_list<KeyUse> uses) {
    for (const KeyUse use : uses) {
      bits_ |= 1U << static_cast<unsigned>(use);
    }
  }
  /// Bit n of `bits` is KeyUse n.
  constexpr explicit KeyUsage(std::uint32_t bits) : bits_(bits & 0x1ffU) {}

  [[nodiscard]] constexpr bool has(KeyUse use) const {
    return (bits_ >> static_cast<unsigned>(use) & 1U) != 0;
  }
  [[nodiscard]] constexpr std::uint32_t bits() const { return bits_; }
  [[nodiscard]] constexpr bool empty() const { return bits_ == 0; }

  constexpr bool operator==(const KeyUsage&) const = default;

 private:
  std::uint32_t bits_ = 0;
};

/// Precondition: at least one use (RFC 5280 section 4.2.1.3).
[[nodiscard]] Extension key_usage_extension(KeyUsage usage, bool critical = true);

/// Strict named bit list: one bit set at least, no trailing zero bits, none above decipherOnly.
/// Errors: kExtensionMalformed, those of der.
[[nodiscard]] Result<KeyUsage> parse_key_usage(BytesView value);

/// Precondition: at least one purpose, none twice.
[[nodiscard]] Extension extended_key_usage_extension(std::span<const Oid> purposes,
                                                     bool critical = false);

/// Errors: kExtensionMalformed when empty or when a purpose stands twice, those of der.
[[nodiscard]] Result<std::vector<Oid>> parse_extended_key_usage(BytesView value);

}  // namespace chancery::x509
