// RSA moduli whose factors can be computed although they look like any other
// (TLS BR 6.1.1.3 (5.2), (5.3) and 6.1.6).
#pragma once

#include <optional>

#include "base/bytes.h"

namespace chancery::policy {

enum class RsaWeakness {
  even,          ///< divisible by 2
  small_factor,  ///< divisible by a prime below 752
  roca,          ///< CVE-2017-15361: the fingerprint of Infineon's fast primes
  close_primes,  ///< CVE-2022-26320: Fermat's method finds the factors within 100 rounds
};

/// `modulus` is big-endian. The ROCA fingerprint mistakes one good key in about 2^27 for a bad one;
/// its owner makes another key. NOT found: any weakness that needs a list or other keys.
[[nodiscard]] std::optional<RsaWeakness> find_weakness(BytesView modulus);

}  // namespace chancery::policy
