// What is known about published CRLs: the lists themselves are files.
#pragma once

#include <optional>
#include <vector>

#include "model/crl.h"
#include "store/session.h"

namespace chancery::store {

class CrlRepository final {
 public:
  /// Errors: kCrlNumberNotIncreasing when this issuer and shard has this number or a higher one.
  [[nodiscard]] static Result<void> insert(Transaction& tx, const model::Crl& crl);

  /// The one with the highest number.
  [[nodiscard]] static Result<std::optional<model::Crl>> latest(Snapshot& snapshot,
                                                                model::IssuerId issuer, int shard);

  /// The latest of every issuer and shard.
  [[nodiscard]] static Result<std::vector<model::Crl>> latest_of_all(Snapshot& snapshot);
};

}  // namespace chancery::store
