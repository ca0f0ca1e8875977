// Precertificates beside the certificates that they became, or did not become (NT-171).
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "model/intent.h"
#include "model/issued_certificate.h"
#include "model/precertificate.h"
#include "store/session.h"

namespace chancery::store {

class PrecertificateRepository final {
 public:
  /// Stores a signed precertificate, whose DER `announced` has, as a certificate that counts as
  /// issued: found by serial number and names, revocable, listed. Errors: kSerialTaken.
  [[nodiscard]] static Result<void> insert(Transaction& tx,
                                           const model::IssuedCertificate& announced, Time now);

  /// Puts the certificate in its place: the one change that a row of `certificate` ever sees, and
  /// but once. Errors: kPrecertificateEnded.
  [[nodiscard]] static Result<void> complete(Transaction& tx,
                                             const model::IssuedCertificate& certificate,
                                             std::optional<std::int64_t> issued_leaf, Time now);

  /// Nothing will follow. Errors: kPrecertificateEnded.
  [[nodiscard]] static Result<void> leave_unfinished(Transaction& tx,
                                                     model::CertificateId certificate,
                                                     std::string_view why, Time now);

  /// What a crash left under that serial number: its certificate, when it is still `shown`.
  [[nodiscard]] static Result<std::optional<model::CertificateId>> left_behind(
      Snapshot& snapshot, const model::Intent& intent);

  [[nodiscard]] static Result<std::optional<model::Precertificate>> find(
      Snapshot& snapshot, model::CertificateId certificate);

  /// Those that are not completed, the newest first.
  [[nodiscard]] static Result<std::vector<model::Precertificate>> not_completed(Snapshot& snapshot,
                                                                                int limit);
};

}  // namespace chancery::store
