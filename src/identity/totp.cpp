#include "identity/totp.h"

#include <fmt/format.h>

#include "base/secret.h"
#include "crypto/hotp.h"

namespace chancery::identity {
namespace {

constexpr std::int64_t kStepSeconds = 30;
constexpr std::size_t kDigits = 6;

std::string percent_encoded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '.' || c == '_' || c == '~';
    out += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

}  // namespace

std::optional<std::int64_t> matching_step(BytesView secret, std::string_view code, Time now) {
  if (code.size() != kDigits) {
    return std::nullopt;
  }
  const std::int64_t current = to_seconds(now).time_since_epoch().count() / kStepSeconds;
  std::optional<std::int64_t> found;
  for (std::int64_t step = current - 1; step <= current + 1; ++step) {
    const auto right = fmt::format("{:06}", crypto::hotp(secret, static_cast<std::uint64_t>(step)));
    if (constant_time_equal(as_bytes(right), as_bytes(code))) {
      found = step;
    }
  }
  return found;
}

std::string to_base32(BytesView bytes) {
  constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string out;
  std::uint32_t buffer = 0;
  unsigned bits = 0;
  for (const std::uint8_t byte : bytes) {
    buffer = buffer << 8U | byte;
    for (bits += 8; bits >= 5; bits -= 5) {
      out += kLetters[(buffer >> (bits - 5)) & 31U];
    }
  }
  return bits > 0 ? out + kLetters[(buffer << (5 - bits)) & 31U] : out;
}

std::string totp_uri(std::string_view issuer, std::string_view name, BytesView secret) {
  return fmt::format("otpauth://totp/{0}:{1}?secret={2}&issuer={0}", percent_encoded(issuer),
                     percent_encoded(name), to_base32(secret));
}

}  // namespace chancery::identity
