// Names that compare as equal have one form (TLS BR 7.1.4.1; RFC 5280 section 7.1; NT-23).
#pragma once

#include "base/result.h"
#include "ca/issuing.h"
#include "x509/distinguished_name.h"

namespace chancery::ca {

/// Every CA that is known here and compares as equal to `name` has exactly its bytes, be it
/// retired, expired or revoked: our issuers, whoever issued their certificates, the issuers of
/// cross-certificates for them, and every CA that a root of ours certified. Reads the certificates
/// of the roots: for whoever makes CAs, not for every issuance.
/// Errors: kSubjectDiffersInBytes.
[[nodiscard]] Result<void> check_name_bytes(const IssuingDependencies& uses,
                                            const x509::DistinguishedName& name);

}  // namespace chancery::ca
