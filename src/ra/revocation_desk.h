// Who may have a certificate revoked (RFC 8555 section 7.6; NT-42, NT-75..78, NT-192, NT-193).
#pragma once

#include <optional>
#include <string>

#include "base/bytes.h"
#include "base/result.h"
#include "ca/revoking.h"
#include "crypto/public_key.h"
#include "model/ids.h"
#include "ra/grounds.h"
#include "ra/scope.h"

namespace chancery::ra {

class Office;

/// Safe for many threads. A revocation is committed, with its audit record, before these return.
/// Revoking again answers model::kRevocationFinal, except a later keyCompromise, which tightens.
/// Errors of each: also ca::kReasonForbidden.
class RevocationDesk final {
 public:
  /// Both are borrowed.
  RevocationDesk(Office& office, ca::Revoking& revoking) : office_(office), revoking_(revoking) {}

  /// By an account: the one that applied for the certificate, or one that holds valid
  /// authorizations for all of its names. `reason` is a CRLReason, absent for unspecified.
  /// Errors: kCertificateNotFound, kRevocationForbidden, those of x509.
  [[nodiscard]] Result<void> revoke_by_account(model::AccountId account, BytesView certificate_der,
                                               std::optional<int> reason);

  /// By whoever proved (to the door) possession of the certificate's private key. Same errors.
  [[nodiscard]] Result<void> revoke_by_key(const crypto::PublicKey& proven_key,
                                           BytesView certificate_der, std::optional<int> reason);

  /// By the owner through REST or console, or by staff (who may use privilegeWithdrawn, 9). Staff
  /// may put the ground of its decision on record with it (NT-31).
  /// Errors: also kGroundOfStaff, kGroundWithoutComment.
  [[nodiscard]] Result<void> revoke(Scope scope, model::CertificateId certificate,
                                    std::optional<int> reason, std::string_view actor,
                                    const std::optional<GroundedDecision>& ground = {});

 private:
  [[nodiscard]] Result<void> order(model::CertificateId certificate, std::optional<int> reason,
                                   ca::RevokedBy by, std::string_view actor,
                                   std::string comment = {});

  Office& office_;
  ca::Revoking& revoking_;
};

}  // namespace chancery::ra
