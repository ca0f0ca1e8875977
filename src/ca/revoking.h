// Revocation (RFC 5280 section 5.3; TLS BR 4.9, 7.2.2; NT-69..72, NT-187..193).
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "audit/log.h"
#include "base/result.h"
#include "model/issued_certificate.h"
#include "model/revocation.h"
#include "store/database.h"

namespace chancery::ca {

/// Who asks decides which reasons there are (NT-192, NT-193).
enum class RevokedBy {
  subscriber,  ///< unspecified, keyCompromise, affiliationChanged, superseded, cessationOfOperation
  ca,          ///< privilegeWithdrawn as well
};

struct RevokeOrder {
  model::CertificateId certificate;
  x509::RevocationReason reason = x509::RevocationReason::unspecified;
  std::optional<Time> compromised_since;  ///< keyCompromise only: moves the date back (NT-190)
  RevokedBy by = RevokedBy::subscriber;
  std::string actor;    ///< for the audit log
  std::string comment;  ///< kept in the audit record; at most 1000 octets are used
};

/// What others want written in the same commit: the job that publishes a CRL.
using AlongsideRevocation =
    std::function<Result<void>(store::Transaction&, const model::Revocation&)>;

/// Safe for many threads.
class Revoking final {
 public:
  /// All are borrowed. `alongside` may be empty.
  Revoking(store::Database& database, audit::Log& audit, const Clock& clock, IdSource& ids,
           AlongsideRevocation alongside)
      : database_(database),
        audit_(audit),
        clock_(clock),
        ids_(ids),
        alongside_(std::move(alongside)) {}

  /// Durable, with its audit record, when this returns; there is no way back (NT-69). That the
  /// caller is entitled is NOT checked here: `ra` does. When the certificate is that of one of our
  /// issuers, the issuer is retired in the same commit; the issuers in memory learn of it at their
  /// next reload.
  ///
  /// Errors: kCertificateUnknown; kReasonForbidden, also for a CA certificate without a reason
  /// (NT-191); kCompromiseDateMisplaced; model::kRevocationFinal when it is revoked already and the
  /// order does not tighten that to keyCompromise or an earlier date; kRevocationTooLate for what a
  /// subscriber wants revoked after its end, but for keyCompromise.
  [[nodiscard]] Result<model::Revocation> revoke(const RevokeOrder& order);

  /// Errors: kReasonForbidden.
  [[nodiscard]] static Result<void> check_reason(x509::RevocationReason reason, RevokedBy by);

 private:
  [[nodiscard]] Result<model::Revocation> record(store::Transaction& tx, const RevokeOrder& order,
                                                 std::int64_t change, Time now);
  [[nodiscard]] Result<void> retire(store::Transaction& tx, BytesView certificate_der,
                                    const RevokeOrder& order, Time now);

  store::Database& database_;
  audit::Log& audit_;
  const Clock& clock_;
  IdSource& ids_;
  AlongsideRevocation alongside_;
};

}  // namespace chancery::ca
