// Inside `crypto` only: private keys in and out of PKCS#8 (RFC 5958), PKCS#1, SEC 1 and PEM.
#pragma once

#include <string>
#include <string_view>

#include "crypto/openssl.h"

namespace chancery::crypto {

/// Errors: kPrivateKeyMalformed, also when something follows.
[[nodiscard]] Result<OwnedKey> read_pkcs8(BytesView der);

/// Errors: as PrivateKey::from_pem.
[[nodiscard]] Result<OwnedKey> read_pem_key(std::string_view text, const Secret* passphrase);

[[nodiscard]] Result<Secret> write_pkcs8(const EVP_PKEY* key);
[[nodiscard]] Result<Secret> write_pem_key(const EVP_PKEY* key);
[[nodiscard]] Result<std::string> write_encrypted_pem_key(const EVP_PKEY* key,
                                                          const Secret& passphrase);

}  // namespace chancery::crypto
