// Cross-certificates that name our CAs. Few; read by `ca` and held in memory.
#pragma once

#include <vector>

#include "model/cross_certificate.h"
#include "store/session.h"

namespace chancery::store {

class CrossCertificateRepository final {
 public:
  /// One that is there already stays as it is. That the subject exists is NOT checked.
  [[nodiscard]] static Result<void> insert(Transaction& tx, const model::CrossCertificate& one);

  /// By subject, oldest first.
  [[nodiscard]] static Result<std::vector<model::CrossCertificate>> list(Snapshot& snapshot);
};

}  // namespace chancery::store
