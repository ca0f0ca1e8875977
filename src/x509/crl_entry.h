// One line of a CRL: a member of revokedCertificates (RFC 5280 sections 5.1.2.6, 5.3).
#pragma once

#include <optional>

#include "base/result.h"
#include "base/time.h"
#include "der/reader.h"
#include "der/writer.h"
#include "x509/revocation_reason.h"
#include "x509/serial.h"

namespace chancery::x509 {

struct CrlEntry {
  Serial serial;
  Seconds revoked_at;
  /// Not written for `unspecified`, which RFC 5280 section 5.3.1 asks to express by absence.
  std::optional<RevocationReason> reason;
  std::optional<Seconds> invalidity_date;

  /// Octets that `write` appends.
  [[nodiscard]] std::size_t encoded_size() const;
  void write(der::Writer& out) const;

  /// Unknown extensions are passed over unless critical. A reason written as `unspecified` is read
  /// as that. Errors: kCrlMalformed, kSerialMalformed, kExtensionDuplicate,
  /// kExtensionCriticalUnknown (certificateIssuer of indirect CRLs among them), those of der.
  [[nodiscard]] static Result<CrlEntry> read(der::Reader& in);

  bool operator==(const CrlEntry&) const = default;
};

}  // namespace chancery::x509
