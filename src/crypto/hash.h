// Hashes and HMAC (FIPS 180-4, RFC 2104).
//
// Nothing here can fail with an Error: the algorithms are part of every libcrypto that Chancery
// links; when one cannot be had, the process ends at its first use.
#pragma once

#include <array>
#include <initializer_list>
#include <memory>

#include "base/bytes.h"

struct evp_md_ctx_st;

namespace chancery::crypto {

/// SHA-1 is there for key identifiers (RFC 5280 section 4.2.1.2) and OCSP CertID (RFC 6960) only;
/// no signature can be made or checked with it.
enum class HashAlgorithm { sha1, sha256, sha384, sha512 };

using Sha1Digest = std::array<std::uint8_t, 20>;
using Sha256Digest = std::array<std::uint8_t, 32>;

/// Bytes in a digest: 20, 32, 48 or 64.
[[nodiscard]] std::size_t digest_size(HashAlgorithm algorithm);

[[nodiscard]] Sha1Digest sha1(BytesView data);
[[nodiscard]] Sha256Digest sha256(BytesView data);

/// Of the parts one after the other, without joining them: `sha256_of({prefix, left, right})`.
[[nodiscard]] Sha256Digest sha256_of(std::initializer_list<BytesView> parts);

[[nodiscard]] Bytes hash(HashAlgorithm algorithm, BytesView data);

/// RFC 2104 with SHA-256. Any key length. Compare with `constant_time_equal`.
[[nodiscard]] Sha256Digest hmac_sha256(BytesView key, BytesView data);

/// A hash that is fed piece by piece. Not for several threads.
class Hasher final {
 public:
  explicit Hasher(HashAlgorithm algorithm);

  void update(BytesView data);

  /// The digest of everything since construction or the last `finish`; starts afresh.
  [[nodiscard]] Bytes finish();

  [[nodiscard]] HashAlgorithm algorithm() const { return algorithm_; }

 private:
  struct Free {
    void operator()(evp_md_ctx_st* context) const;
  };

  HashAlgorithm algorithm_;
  std::unique_ptr<evp_md_ctx_st, Free> context_;
};

}  // namespace chancery::crypto
