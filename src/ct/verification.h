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

/// That the time is not more than a minute ahead of `now` (clocks differ; a browser refuses SCTs of
/// the future), nor more than an hour before it: the precertificate was signed just now, so no log
/// can have seen it earlier. Errors: kSctTimeWrong.
[[nodiscard]] Result<void> check_sct_time(const x509::SignedCertificateTimestamp& sct, Time now);

}  // namespace chancery::ct
