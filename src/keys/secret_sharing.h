// A secret that several people hold together: Shamir's shares over GF(256), in the robust form of
// draft-mcgrew-tss-03 (RTSS with SHA-256), which other programs read too (Botan's tss_recover).
//
// CP/CPS 5.2.2, 6.4.1: the activation secret of CA keys is never in one hand.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "base/random.h"
#include "base/result.h"
#include "base/secret.h"

namespace chancery::keys {

/// Names the shares that were made together. No secret.
using ShareSetId = std::array<std::uint8_t, 16>;

/// One person's part. Fewer than `threshold` of them tell nothing at all about the secret but its
/// length; every `threshold` of them give it back. Moved, never copied by accident.
class KeyShare final {
 public:
  /// Draft section 5: 16 octets that name the set, the hash's number, the threshold, a length, the
  /// index, the data. Does NOT say whether the data is right: only joining shares can tell.
  /// Errors: kShareMalformed.
  [[nodiscard]] static Result<KeyShare> parse(BytesView rtss);

  /// The form that `parse` reads.
  [[nodiscard]] Secret encode() const;

  [[nodiscard]] const ShareSetId& set_id() const { return set_id_; }
  [[nodiscard]] int threshold() const { return threshold_; }
  /// 1 to 255, another for each share of a set.
  [[nodiscard]] int index() const { return index_; }

 private:
  friend Result<std::vector<KeyShare>> split_secret(const Secret& secret, int threshold, int count,
                                                    const ShareSetId& set, Random& random);
  friend Result<Secret> join_shares(std::span<const KeyShare> shares);
  KeyShare() = default;

  ShareSetId set_id_{};
  std::uint8_t threshold_ = 0;
  std::uint8_t index_ = 0;
  Secret data_;  ///< a share of the secret and of its SHA-256
};

/// The longest secret that is shared here, in octets.
inline constexpr std::size_t kMaxSharedSecret = 1024;

/// `count` shares of which any `threshold` give `secret` back. 2 <= threshold <= count <= 255; the
/// secret is not empty and at most kMaxSharedSecret octets. `set` should be another one for each
/// secret. Errors: kSharingImpossible.
[[nodiscard]] Result<std::vector<KeyShare>> split_secret(const Secret& secret, int threshold,
                                                         int count, const ShareSetId& set,
                                                         Random& random);

/// The secret again. More shares than needed are welcome; the same one twice counts once. Time does
/// not depend on the data. Errors: kSharesTooFew (with "needed" and "seen"), kSharesForeign (of
/// different sets), kSharesDamaged (one of them is not what was given out).
[[nodiscard]] Result<Secret> join_shares(std::span<const KeyShare> shares);

/// Multiplication in GF(2^8) modulo x^8+x^4+x^3+x+1 (FIPS 197 section 4.2), without a table and
/// without a branch on either factor.
[[nodiscard]] std::uint8_t multiply_in_field(std::uint8_t a, std::uint8_t b);

}  // namespace chancery::keys
