// The certificate that a host shows to prove control by tls-alpn-01 (RFC 8737 section 3).
#pragma once

#include <string_view>

#include "base/bytes.h"
#include "base/result.h"
#include "x509/identifier.h"

namespace chancery::va {

/// Self-signed; one subjectAltName, which is the identifier; a critical acmeIdentifier that holds
/// the SHA-256 of the key authorization. Times, key and everything else are NOT looked at.
/// Errors: kTlsCertificateWrong with the parameter reason and, where it helps, expected and seen.
[[nodiscard]] Result<void> check_acme_certificate(BytesView leaf_der,
                                                  const x509::Identifier& identifier,
                                                  std::string_view key_authorization);

}  // namespace chancery::va
