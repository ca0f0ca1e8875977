// Authenticated encryption at rest and in tokens: AES-256-GCM (NIST SP 800-38D).
#pragma once

#include "base/bytes.h"
#include "base/random.h"
#include "base/result.h"
#include "base/secret.h"

namespace chancery::crypto {

/// A 256-bit key that seals and opens. Usable from many threads.
///
/// The nonce is 96 random bits (section 8.2.2): one key must not seal more than 2^32 messages,
/// which is not counted here.
class SealingKey final {
 public:
  static constexpr std::size_t kSize = 32;
  /// What `seal` adds to the length: nonce and tag.
  static constexpr std::size_t kOverhead = 12 + 16;

  /// Errors: kKeyLengthWrong.
  [[nodiscard]] static Result<SealingKey> from(Secret key);

  /// Cannot fail.
  [[nodiscard]] static SealingKey generate(Random& random);

  /// nonce || ciphertext || tag. `associated` is not in the output, but is bound to it: the same
  /// bytes must be given to `open`.
  [[nodiscard]] Bytes seal(BytesView plaintext, BytesView associated, Random& random) const;

  /// Errors: kSealBroken, whatever was changed; nothing of the plaintext is given out then.
  [[nodiscard]] Result<Secret> open(BytesView sealed, BytesView associated) const;

  /// The 32 bytes, for the one place that stores them.
  [[nodiscard]] const Secret& secret() const { return key_; }

 private:
  explicit SealingKey(Secret key) : key_(std::move(key)) {}

  Secret key_;
};

}  // namespace chancery::crypto
