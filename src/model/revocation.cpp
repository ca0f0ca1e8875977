#include "model/revocation.h"

#include <algorithm>

#include "model/errors.h"

namespace chancery::model {

using x509::RevocationReason;

bool is_permanent(RevocationReason reason) {
  return reason != RevocationReason::certificate_hold &&
         reason != RevocationReason::remove_from_crl;
}

Result<Revocation> tighten(const Revocation& recorded, const Revocation& wish) {
  const bool is_news =
      recorded.reason != RevocationReason::key_compromise || wish.revoked_at < recorded.revoked_at;
  if (wish.reason != RevocationReason::key_compromise || !is_news) {
    return fail(kRevocationFinal, "revoked_at", to_rfc3339(recorded.revoked_at));
  }
  Revocation tightened = recorded;
  tightened.reason = RevocationReason::key_compromise;
  tightened.revoked_at = std::min(recorded.revoked_at, wish.revoked_at);
  tightened.invalid_since = wish.invalid_since ? wish.invalid_since : recorded.invalid_since;
  tightened.change = wish.change;
  tightened.audit_leaf = wish.audit_leaf;
  return tightened;
}

}  // namespace chancery::model
