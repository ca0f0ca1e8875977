// What a process keeps in memory of the register of certificates, where the database is another
// process: unpacking and sending it is most of what a search costs there.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include "base/bytes.h"

namespace chancery::store {

/// A block (certificate_block.h) as it is stored. It never changes.
struct SealedBlock {
  std::int64_t first_id = 0;
  std::int64_t last_id = 0;
  Bytes facts;
  Bytes names;

  [[nodiscard]] std::size_t size() const { return facts.size() + names.size(); }
};

/// Keeps the newest blocks that were read, up to a number of octets: searches look at new
/// certificates first. Safe for many threads.
class KeptBlocks final {
 public:
  /// Some 1.2 million certificates.
  static constexpr std::size_t kDefaultSize = 64 * 1024 * 1024;

  explicit KeptBlocks(std::size_t most = kDefaultSize) : most_(most) {}

  /// Null when it is not kept.
  [[nodiscard]] std::shared_ptr<const SealedBlock> find(std::int64_t last_id) const;

  /// Makes room by letting older blocks go; does nothing when all that are kept are newer.
  void keep(std::shared_ptr<const SealedBlock> block);

 private:
  mutable std::mutex mutex_;  // guards what follows
  std::size_t most_;
  std::size_t size_ = 0;
  std::map<std::int64_t, std::shared_ptr<const SealedBlock>> blocks_;  ///< by last_id
};

/// The ids of revoked certificates, ascending, 8 octets each; right up to a change of revocations
/// (CertificateIndex::revocations_taken), possibly with later ones too.
struct RevokedIds {
  std::int64_t taken = 0;
  std::vector<std::int64_t> ids;
};

/// The latest of them that somebody read. Safe for many threads.
class KeptRevocations final {
 public:
  /// Null before the first `keep`.
  [[nodiscard]] std::shared_ptr<const RevokedIds> latest() const;
  /// Does nothing when what is kept is newer.
  void keep(std::shared_ptr<const RevokedIds> ids);

 private:
  mutable std::mutex mutex_;  // guards what follows
  std::shared_ptr<const RevokedIds> latest_;
};

struct KeptRegister {
  KeptBlocks blocks;
  KeptRevocations revocations;
};

}  // namespace chancery::store
