// What makes the list of certificates quick, derived from certificates and revocations after the
// fact: blocks to search, days to count. Lost, it can be made again from nothing.
#pragma once

#include <optional>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "model/ids.h"
#include "store/certificate_block.h"
#include "store/session.h"

namespace chancery::store {

/// How long after its id was made a certificate may still appear: commits overtake each other, and
/// the clocks of nodes differ.
inline constexpr Duration kSettlingTime = std::chrono::minutes(1);

/// A block that is not stored yet.
struct CertificateBlockDraft {
  model::CertificateId first;
  model::CertificateId last;
  Bytes facts;
  Bytes names;
  Bytes keys;
  /// Per owner (empty: everybody) and day of expiry, how many.
  struct Tally {
    std::int64_t owner = 0;
    std::int64_t day = 0;
    std::int64_t issued = 0;
  };
  std::vector<Tally> tallies;
};

class CertificateIndex final {
 public:
  static constexpr int kBlockSize = 4096;

  /// The id of the newest certificate in a block; empty when there is none.
  [[nodiscard]] static Result<model::CertificateId> last_indexed(Snapshot& snapshot);

  /// The next full block, if enough certificates have settled at `now`. Reads only, so that the
  /// writer is not held up: milliseconds.
  [[nodiscard]] static Result<std::optional<CertificateBlockDraft>> draft(Snapshot& snapshot,
                                                                          Time now);

  /// Stores it; false when somebody else did.
  [[nodiscard]] static Result<bool> seal(Transaction& tx, const CertificateBlockDraft& draft);

  /// Takes over at most kTakenAtOnce revocations that changed after `change`, in that order, and
  /// returns the last one's change; nothing when there are none. Taking one again is harmless.
  [[nodiscard]] static Result<std::optional<std::int64_t>> take_revocations(Transaction& tx,
                                                                            std::int64_t change);
  static constexpr int kTakenAtOnce = 1000;

  /// Up to which change all revocations were taken over for good.
  [[nodiscard]] static Result<std::int64_t> revocations_taken(Snapshot& snapshot);
  [[nodiscard]] static Result<void> set_revocations_taken(Transaction& tx, std::int64_t change);
};

/// The day of the last second of validity, since 1970, UTC.
[[nodiscard]] std::int64_t expiry_day(Time not_after);

}  // namespace chancery::store
