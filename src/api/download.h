// Certificates as files: the formats that browsers, servers and devices read (AL-32).
#pragma once

#include <span>
#include <string_view>

#include "base/secret.h"
#include "crypto/private_key.h"
#include "http/response.h"
#include "model/issued_certificate.h"

namespace chancery::api {

/// `format`: "pem", "chain" or "fullchain" (PEM, certificate first), "intermediates" or "root"
/// (PEM, `chain` alone), "der" or "pkcs7" (RFC 8551 certs-only, DER). `chain` is from the issuer
/// upwards. The file is named after the first name in the certificate.
[[nodiscard]] http::Response certificate_file(const model::IssuedCertificate& certificate,
                                              std::span<const Bytes> chain,
                                              std::string_view format);

/// PKCS#12 (RFC 7292). Errors: those of crypto::pkcs12.
[[nodiscard]] Result<http::Response> pkcs12_file(const model::IssuedCertificate& certificate,
                                                 std::span<const Bytes> chain,
                                                 const crypto::PrivateKey& key,
                                                 const Secret& password);

/// The beginning of the files' names: letters, digits, '.', '-' and '_' alone, whatever is in the
/// certificate; its serial number when it has no name.
[[nodiscard]] std::string file_stem(const model::CertificateFacts& certificate);

}  // namespace chancery::api
