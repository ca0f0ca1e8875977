// The two messages of add-pre-chain and add-chain (RFC 6962 sections 4.1 and 4.2; the same for
// static-ct-api).
#pragma once

#include <span>
#include <string>

#include "base/bytes.h"
#include "base/result.h"
#include "x509/signed_certificate_timestamp.h"

namespace chancery::ct {

/// {"chain":[...]}: the precertificate or certificate, then its issuer, and so on upwards.
[[nodiscard]] std::string submission_body(BytesView certificate_der,
                                          std::span<const Bytes> issuers_der);

/// The SCT in an answer. Strict in the members that it needs; others are passed over.
/// Precondition: the caller bounded the size. Errors: kAnswerMalformed with "problem".
[[nodiscard]] Result<x509::SignedCertificateTimestamp> read_answer(std::string_view json);

}  // namespace chancery::ct
