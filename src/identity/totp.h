// Code generators on a phone: TOTP (RFC 6238) with SHA-1, six digits and steps of 30 seconds, which
// is what every authenticator app does.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/time.h"

namespace chancery::identity {

inline constexpr std::size_t kTotpSecretBytes = 20;  // RFC 4226 section 4, R6

/// The step whose code this is, out of the current one, the one before and the one after (section
/// 5.2: clocks differ). Compares in constant time. That a step is used once is for the caller.
[[nodiscard]] std::optional<std::int64_t> matching_step(BytesView secret, std::string_view code,
                                                        Time now);

/// RFC 4648 section 6 without padding, as apps take it when it is typed.
[[nodiscard]] std::string to_base32(BytesView bytes);

/// otpauth://totp/ISSUER:NAME?..., as apps read it from a QR code.
[[nodiscard]] std::string totp_uri(std::string_view issuer, std::string_view name,
                                   BytesView secret);

}  // namespace chancery::identity
