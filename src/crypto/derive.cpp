#include "crypto/derive.h"

#include <algorithm>

#include "crypto/hash.h"
#include "crypto/openssl.h"

namespace chancery::crypto {
namespace {

constexpr std::uint64_t kMaxMemory = 256ULL << 20U;
constexpr std::uint32_t kMaxPasses = 16;
constexpr std::uint32_t kMaxBlockSize = 64;

bool is_bounded(const ScryptCost& cost) {
  const bool power_of_two = cost.n > 1 && (cost.n & (cost.n - 1)) == 0;
  return power_of_two && cost.r >= 1 && cost.r <= kMaxBlockSize && cost.p >= 1 &&
         cost.p <= kMaxPasses && cost.n <= kMaxMemory / (128ULL * cost.r);
}

}  // namespace

Result<Secret> scrypt(BytesView passphrase, BytesView salt, const ScryptCost& cost,
                      std::size_t size) {
  if (!is_bounded(cost)) {
    return fail(kKeyDerivationRefused, {{"n", std::to_string(cost.n)},
                                        {"r", std::to_string(cost.r)},
                                        {"p", std::to_string(cost.p)}});
  }
  Bytes key(size);
  // libcrypto counts a little more than 128 * n * r.
  const int done = EVP_PBE_scrypt(reinterpret_cast<const char*>(passphrase.data()),
                                  passphrase.size(), salt.data(), salt.size(), cost.n, cost.r,
                                  cost.p, kMaxMemory + (1U << 20U), key.data(), key.size());
  Secret derived(std::move(key));
  if (done != 1) {
    return openssl_fail();
  }
  return derived;
}

Secret hkdf_sha256(BytesView key, BytesView salt, BytesView info, std::size_t size) {
  const Bytes no_salt(sizeof(Sha256Digest), 0);
  const Secret extracted(to_bytes(hmac_sha256(salt.empty() ? BytesView(no_salt) : salt, key)));
  Bytes out;
  out.reserve(size);
  Bytes block;
  for (std::uint8_t counter = 1; out.size() < size; ++counter) {
    append(block, info);
    block.push_back(counter);
    const Sha256Digest next = hmac_sha256(extracted.reveal(), block);
    wipe(block);
    block = to_bytes(next);
    append(out, BytesView(next).first(std::min(next.size(), size - out.size())));
  }
  wipe(block);
  return Secret(std::move(out));
}

}  // namespace chancery::crypto
