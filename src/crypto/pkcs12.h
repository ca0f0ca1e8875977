// PKCS#12 files (RFC 7292): a key, its certificate and the chain, under one password.
#pragma once

#include <span>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"
#include "base/secret.h"
#include "crypto/private_key.h"

namespace chancery::crypto {

/// AES-256-CBC with PBKDF2-HMAC-SHA256 and an HMAC-SHA256 over the whole, which every importer of
/// the last ten years reads. `chain_ders` is from the issuer upwards and may be empty;
/// `friendly_name` is what key stores show.
/// Errors: kCertificateKeyMismatch when the certificate is not for the key; kCryptoFailed, also
/// when one of `leaf_der` and `chain_ders` is no certificate.
[[nodiscard]] Result<Bytes> pkcs12(const PrivateKey& key, BytesView leaf_der,
                                   std::span<const Bytes> chain_ders,
                                   std::string_view friendly_name, const Secret& password);

}  // namespace chancery::crypto
