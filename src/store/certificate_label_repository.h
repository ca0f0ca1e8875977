// What people say about certificates (0032_console.sql).
#pragma once

#include <optional>
#include <vector>

#include "model/certificate_label.h"
#include "store/session.h"

namespace chancery::store {

class CertificateLabelRepository final {
 public:
  [[nodiscard]] static Result<std::optional<model::CertificateLabel>> find(
      Snapshot& snapshot, model::CertificateId certificate);

  /// Takes the place of the one before. Errors: kStoreConflict when another certificate of the
  /// owner has this name.
  [[nodiscard]] static Result<void> put(Transaction& tx, const model::CertificateLabel& label);

  [[nodiscard]] static Result<bool> name_taken(Snapshot& snapshot, model::AccountId owner,
                                               std::string_view name, model::CertificateId but_for);

  /// Those with auto_renew behind `after`, in the order of certificates.
  [[nodiscard]] static Result<std::vector<model::CertificateLabel>> renewing(
      Snapshot& snapshot, model::CertificateId after, int limit);
};

}  // namespace chancery::store
