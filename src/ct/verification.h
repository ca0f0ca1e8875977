// Whether a SCT is a promise of that log, about that precertificate, made now (RFC 6962 sections
// 3.2 and 5.2; C2SP static-ct-api).
#pragma once

#include "base/result.h"
#include "ct/log.h"
#include "x509/certificate.h"

namespace chancery::ct {

/// What a log signs, besides its own words. Borrowed bytes.
struct LoggedEntry {
  crypto::Sha256Digest issuer_key_hash{};  ///< of the issuer's SubjectPublicKeyInfo
  BytesView logged_tbs_der;                ///< x509::logged_tbs
};

/// In this order: the log's name, the extensions that its kind gives, the signature. The time is
/// NOT looked at. Errors: kSctOfAnotherLog, kSctExtensionsWrong, kSctSignatureWrong.
[[nodiscard]] Result<void> verify_sct(const x509::SignedCertificateTimestamp& sct, const CtLog& log,
                                      const LoggedEntry& entry);

/// Likewise for a finished certificate, as it was shown with add-chain.
[[nodiscard]] Result<void> verify_sct(const x509::SignedCertificateTimestamp& sct, const CtLog& log,
                                      BytesView certificate_der);

/// That the time is not ahead of `now` (a browser refuses SCTs of the future), nor before the
/// precertificate was signed, for no log can have seen it earlier; both within what clocks may
/// differ by (Term::sct_ahead, Term::sct_behind). Errors: kSctTimeWrong.
[[nodiscard]] Result<void> check_sct_time(const x509::SignedCertificateTimestamp& sct,
                                          Time signed_at, Time now);

}  // namespace chancery::ct
