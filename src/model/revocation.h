// Revocations. Good means issued and not revoked: there is no status row per certificate.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/result.h"
#include "base/time.h"
#include "model/ids.h"
#include "model/serial_number.h"

namespace chancery::model {

/// RFC 5280 section 5.3.1, with its numbers. certificateHold (6), removeFromCRL (8) and
/// aACompromise (10) cannot be represented: there is no suspension here (NT-69).
enum class RevocationReason : std::uint8_t {
  unspecified = 0,  ///< shown in a CRL by leaving the extension out
  key_compromise = 1,
  ca_compromise = 2,
  affiliation_changed = 3,
  superseded = 4,
  cessation_of_operation = 5,
  privilege_withdrawn = 9,
};

/// The name that RFC 5280 gives it, e.g. "keyCompromise".
[[nodiscard]] std::string_view to_text(RevocationReason reason);

/// Errors: kReasonUnknown (for 6, 7, 8 and 10 too).
[[nodiscard]] Result<RevocationReason> revocation_reason(std::int64_t number);

struct Revocation {
  IssuerId issuer;
  SerialNumber serial;
  CertificateId certificate;  ///< empty: taken over from another CA's CRL
  int crl_shard = 0;          ///< the certificate's
  Time revoked_at{};          ///< the entry's revocationDate
  RevocationReason reason = RevocationReason::unspecified;
  std::optional<Time> invalid_since;  ///< invalidityDate (RFC 5280 section 5.3.2)
  Time certificate_expires{};  ///< its notAfter: until then, and on one CRL more, it is listed
  std::int64_t change = 0;     ///< from IdSource; a later change of the record has a larger one
  std::optional<std::int64_t> audit_leaf;
};

/// What `recorded` becomes when `wish` arrives for the same certificate. Only one thing may change
/// a revocation: evidence of key compromise, which sets the reason and may move the date back
/// (NT-190). Never un-revokes (NT-69). Errors: kRevocationFinal for everything else, so for a
/// repetition of the same wish too.
[[nodiscard]] Result<Revocation> tighten(const Revocation& recorded, const Revocation& wish);

}  // namespace chancery::model
