// Inside `crypto` only: certificates as OpenSSL's TLS and PKCS#12 code want them. Everybody else
// reads certificates with `x509`.
#pragma once

#include "crypto/openssl.h"

namespace chancery::crypto {

/// Errors: `kind` when this is not exactly one certificate.
[[nodiscard]] Result<OwnedCertificate> load_certificate(BytesView der, const ErrorKind& kind);

[[nodiscard]] Result<Bytes> certificate_der(const X509* certificate);

}  // namespace chancery::crypto
