// Precertificates beside the certificates that they became, or did not become (NT-171).
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "model/intent.h"
#include "model/issued_certificate.h"
#include "model/precertificate.h"
#include "store/session.h"

namespace chancery::store {

class PrecertificateRepository final {
 public:
  /// So many submissions are kept of one precertificate, the latest ones.
  static constexpr std::size_t kMaxSubmissions = 40;

  using Submissions = std::span<const model::LogSubmission>;

  /// Stores a signed precertificate, whose DER `announced` has, as a certificate that counts as
  /// issued: found by serial number and names, revocable, listed. Errors: kSerialTaken;
  /// kPrecertificateOpen when its application has one that is `shown` or `waiting`.
  [[nodiscard]] static Result<void> insert(Transaction& tx,
                                           const model::IssuedCertificate& announced, Time now);

  /// Puts the certificate in its place: the one change that a row of `certificate` ever sees, and
  /// but once, of one that is `shown`. Errors: kPrecertificateEnded.
  [[nodiscard]] static Result<void> complete(Transaction& tx,
                                             const model::IssuedCertificate& certificate,
                                             std::optional<std::int64_t> issued_leaf,
                                             Submissions submissions, Time now);

  /// From `shown` to `waiting`. Errors: kPrecertificateEnded.
  [[nodiscard]] static Result<void> wait(Transaction& tx, model::CertificateId certificate,
                                         Submissions submissions);

  /// From `waiting` back to `shown`: whoever does it has it alone. Errors: kPrecertificateEnded.
  [[nodiscard]] static Result<void> show_again(Transaction& tx, model::CertificateId certificate);

  /// Nothing will follow. Without `submissions` those that were stored stay.
  /// Errors: kPrecertificateEnded.
  [[nodiscard]] static Result<void> leave_unfinished(Transaction& tx,
                                                     model::CertificateId certificate,
                                                     std::string_view why, Submissions submissions,
                                                     Time now);

  /// What a crash left under that serial number: its certificate, when it is still `shown`.
  [[nodiscard]] static Result<std::optional<model::CertificateId>> left_behind(
      Snapshot& snapshot, const model::Intent& intent);

  [[nodiscard]] static Result<std::optional<model::Precertificate>> find(
      Snapshot& snapshot, model::CertificateId certificate);

  /// The one of that application that is `shown` or `waiting`.
  [[nodiscard]] static Result<std::optional<model::Precertificate>> open_of(
      Snapshot& snapshot, model::ApplicationId application);

  /// Those that are not completed, the newest first.
  [[nodiscard]] static Result<std::vector<model::Precertificate>> not_completed(Snapshot& snapshot,
                                                                                int limit);
};

}  // namespace chancery::store
