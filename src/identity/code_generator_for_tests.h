// For tests: a code generator as people have it on a phone.
#pragma once

#include <cstdint>
#include <fmt/format.h>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/time.h"
#include "crypto/hotp.h"

namespace chancery::identity {

class CodeGenerator {
 public:
  CodeGenerator() = default;
  /// Set up with a secret as it is shown (base 32).
  explicit CodeGenerator(std::string_view shown) {
    unsigned buffer = 0;
    unsigned bits = 0;
    for (const char c : shown) {
      buffer = buffer << 5U | static_cast<unsigned>(c >= 'A' ? c - 'A' : c - '2' + 26);
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        secret_.push_back(static_cast<std::uint8_t>(buffer >> bits));
      }
    }
  }

  [[nodiscard]] const Bytes& secret() const { return secret_; }

  /// The code of now, or of so many steps later.
  [[nodiscard]] std::string code(Time now, std::int64_t steps = 0) const {
    const auto step = to_seconds(now).time_since_epoch().count() / 30 + steps;
    return fmt::format("{:06}", crypto::hotp(secret_, static_cast<std::uint64_t>(step)));
  }

 private:
  Bytes secret_;
};

}  // namespace chancery::identity
