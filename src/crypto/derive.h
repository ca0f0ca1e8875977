// Key derivation: scrypt (RFC 7914) from passphrases, HKDF (RFC 5869) from keys.
#pragma once

#include <cstdint>

#include "base/bytes.h"
#include "base/result.h"
#include "base/secret.h"

namespace chancery::crypto {

/// Cost of scrypt; memory is 128 * n * r bytes. The default takes 64 MB and about 0.2 s.
struct ScryptCost {
  std::uint64_t n = 1U << 16U;  ///< a power of two
  std::uint32_t r = 8;
  std::uint32_t p = 1;
};

/// `size` bytes from a passphrase.
/// Errors: kKeyDerivationRefused when the cost is malformed or needs more than 256 MB or 16 passes
/// (costs are read from files, so they are input).
[[nodiscard]] Result<Secret> scrypt(BytesView passphrase, BytesView salt, const ScryptCost& cost,
                                    std::size_t size);

/// RFC 5869 with SHA-256. `info` separates the purposes of one key. Precondition: `size` <= 8160.
[[nodiscard]] Secret hkdf_sha256(BytesView key, BytesView salt, BytesView info, std::size_t size);

}  // namespace chancery::crypto
