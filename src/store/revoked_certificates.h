// Which certificates are revoked, asked by id for many at a time, as lists do.
#pragma once

#include <memory>
#include <vector>

#include "store/kept_register.h"
#include "store/session.h"

namespace chancery::store {

/// For one scan of the register.
class RevokedCertificates final {
 public:
  explicit RevokedCertificates(Snapshot& snapshot) : snapshot_(snapshot) {}

  /// Makes `has` right for certificates from `first` to `last`, both inclusive. Errors:
  /// kStoreUnavailable.
  [[nodiscard]] Result<void> cover(std::int64_t first, std::int64_t last);

  [[nodiscard]] bool has(std::int64_t id) const;

 private:
  Result<void> begin();
  Result<void> read_kept(std::int64_t taken);

  Snapshot& snapshot_;
  bool has_begun_ = false;
  std::vector<std::int64_t> untaken_;       ///< those that the job has not seen yet
  std::vector<std::int64_t> ids_;           ///< of what is covered, where nothing is kept
  std::shared_ptr<const RevokedIds> kept_;  ///< where it is: all
};

}  // namespace chancery::store
