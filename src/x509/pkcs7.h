// PKCS#7 files that carry certificates and nothing else (RFC 2315; RFC 5652 section 5, "certs-only"
// of RFC 8551 section 3.8).
#pragma once

#include <span>

#include "base/bytes.h"

namespace chancery::x509 {

/// A SignedData without content and signers. Certificates keep their order (RFC 2315 calls them a
/// SET, but readers take the first for the leaf, and OpenSSL writes them so as well).
[[nodiscard]] Bytes pkcs7_certs_only(std::span<const BytesView> certificate_ders);

}  // namespace chancery::x509
