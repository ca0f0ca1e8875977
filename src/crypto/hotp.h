// One-time codes (RFC 4226): the one place where SHA-1 still authenticates, because that is what
// every authenticator app computes. HMAC does not need its collision resistance.
#pragma once

#include <cstdint>

#include "base/bytes.h"

namespace chancery::crypto {

/// HOTP(K, C) of section 5.3 with six digits: 0 to 999999.
[[nodiscard]] std::uint32_t hotp(BytesView key, std::uint64_t counter);

}  // namespace chancery::crypto
