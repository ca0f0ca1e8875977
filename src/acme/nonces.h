// Anti-replay nonces that nobody stores (RFC 8555 section 6.5).
#pragma once

#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/random.h"
#include "base/result.h"
#include "base/secret.h"
#include "base/time.h"

namespace chancery::acme {

/// A nonce is a counter and the second of its making, with a MAC of a key that lives as long as
/// this object. So memory does not grow with nonces that are never used, and those of an earlier
/// run (or of another node) are refused: the client takes the fresh one out of the refusal and goes
/// on. Which counters were used is kept for the last `kWindow` of them, one bit each; older ones
/// are refused as well. Safe for many threads.
class Nonces final {
 public:
  static constexpr std::size_t kWindow = std::size_t{1} << 20U;  // 128 KB of bits
  static constexpr Duration kLifetime = std::chrono::hours(1);

  /// `reject_percent`: refuse that many good nonces of a hundred at random, to see whether clients
  /// cope (as Pebble does); 0 outside of tests. Clock and Random outlive this.
  Nonces(const Clock& clock, Random& random, int reject_percent = 0);

  /// 38 characters of base64url.
  [[nodiscard]] std::string make();

  /// Spends it. Errors: kNonceWrong, and then it is not said why.
  [[nodiscard]] Result<void> spend(std::string_view nonce);

 private:
  [[nodiscard]] Bytes seal(std::uint64_t counter, std::uint32_t second) const;
  [[nodiscard]] bool take(std::uint64_t counter);

  const Clock& clock_;
  Random& random_;
  const int reject_percent_;
  const Secret key_;
  std::mutex mutex_;
  std::uint64_t next_ = 0;  // guarded by mutex_
  std::vector<bool> used_;  // guarded by mutex_; slot = counter mod kWindow
};

}  // namespace chancery::acme
