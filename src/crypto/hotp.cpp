#include "crypto/hotp.h"

#include <array>
#include <cstdlib>
#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace chancery::crypto {

std::uint32_t hotp(BytesView key, std::uint64_t counter) {
  std::array<std::uint8_t, 8> moving{};
  for (std::size_t i = 0; i < moving.size(); ++i) {
    moving[i] = static_cast<std::uint8_t>(counter >> (56U - 8U * i));
  }
  std::array<std::uint8_t, 20> tag{};
  unsigned size = 0;
  if (HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()), moving.data(), moving.size(),
           tag.data(), &size) == nullptr) {
    std::abort();  // part of every libcrypto that Chancery links
  }
  const std::size_t offset = tag.back() & 0x0fU;  // dynamic truncation, section 5.3
  const std::uint32_t code = (tag.at(offset) & 0x7fU) << 24U | tag.at(offset + 1) << 16U |
                             tag.at(offset + 2) << 8U | tag.at(offset + 3);
  return code % 1'000'000;
}

}  // namespace chancery::crypto
