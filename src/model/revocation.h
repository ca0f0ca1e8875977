// Revocations. Good means issued and not revoked: there is no status row per certificate.
#pragma once

#include <cstdint>
#include <optional>

#include "base/result.h"
#include "base/time.h"
#include "model/ids.h"
#include "x509/revocation_reason.h"
#include "x509/serial.h"

namespace chancery::model {

struct Revocation {
  IssuerId issuer;
  x509::Serial serial;
  CertificateId certificate;  ///< empty: taken over from another CA's CRL
  int crl_shard = 0;          ///< the certificate's
  Time revoked_at{};          ///< the entry's revocationDate
  x509::RevocationReason reason = x509::RevocationReason::unspecified;
  std::optional<Time> invalid_since;  ///< invalidityDate (RFC 5280 section 5.3.2)
  Time certificate_expires{};  ///< its notAfter: until then, and on one CRL more, it is listed
  std::int64_t change = 0;     ///< from IdSource; a later change of the record has a larger one
  std::optional<std::int64_t> audit_leaf;
};

/// Whether an entry may carry it: not certificateHold, not removeFromCRL, because a revocation is
/// for good (NT-69). Who may use which of the others is for `policy`.
[[nodiscard]] bool is_permanent(x509::RevocationReason reason);

/// What `recorded` becomes when `wish` arrives for the same certificate. Only one thing may change
/// a revocation: evidence of key compromise, which sets the reason and may move the date back
/// (NT-190). Never un-revokes (NT-69). Errors: kRevocationFinal for everything else, so for a
/// repetition of the same wish too.
[[nodiscard]] Result<Revocation> tighten(const Revocation& recorded, const Revocation& wish);

}  // namespace chancery::model
