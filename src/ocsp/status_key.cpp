#include "ocsp/status_key.h"

#include <array>
#include <cstring>

#include "crypto/hash.h"

namespace chancery::ocsp {

StatusKey StatusKey::of(model::IssuerId issuer, const x509::Serial& serial) {
  std::array<std::uint8_t, sizeof(std::int64_t)> id{};
  const std::int64_t value = issuer.value();
  std::memcpy(id.data(), &value, id.size());
  const auto digest = crypto::sha256_of({BytesView(id), serial.bytes()});
  StatusKey key;  // never leaves this process, so the machine's order of octets will do
  std::memcpy(&key.high, digest.data(), sizeof key.high);
  std::memcpy(&key.low, digest.data() + sizeof key.high, sizeof key.low);
  return key;
}

}  // namespace chancery::ocsp
