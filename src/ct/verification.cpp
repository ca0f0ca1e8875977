#include "ct/verification.h"

#include "ct/errors.h"
#include "ct/terms.h"

namespace chancery::ct {
namespace {

using Sct = x509::SignedCertificateTimestamp;

// RFC 6962 section 2.1.4: ECDSA over P-256 or RSA of 2048 bits or more, with SHA-256.
std::optional<crypto::SignatureAlgorithm> algorithm_of(const Sct& sct) {
  if (sct.hash != Sct::kSha256) {
    return std::nullopt;
  }
  switch (sct.signature_algorithm) {
    case Sct::kEcdsa:
      return crypto::SignatureAlgorithm::ecdsa_sha256;
    case Sct::kRsa:
      return crypto::SignatureAlgorithm::rsa_sha256;
    default:
      return std::nullopt;
  }
}

Result<void> check_extensions(const Sct& sct, LogApi api) {
  const auto index = sct.leaf_index();
  const bool right =
      api == LogApi::static_ct ? index && index->has_value() : sct.extensions.empty();
  return right ? Result<void>() : fail(kSctExtensionsWrong);
}

Result<void> verify(const Sct& sct, const CtLog& log, const Bytes& signed_data) {
  if (sct.log_id != log.id) {
    return fail(kSctOfAnotherLog);
  }
  TRY(check_extensions(sct, log.api));
  const auto algorithm = algorithm_of(sct);
  if (!algorithm || !log.key.verify(*algorithm, signed_data, sct.signature)) {
    return fail(kSctSignatureWrong);
  }
  return {};
}

}  // namespace

Result<void> verify_sct(const Sct& sct, const CtLog& log, const LoggedEntry& entry) {
  return verify(sct, log, x509::sct_signed_data(sct, entry.issuer_key_hash, entry.logged_tbs_der));
}

Result<void> verify_sct(const Sct& sct, const CtLog& log, BytesView certificate_der) {
  return verify(sct, log, x509::sct_signed_data(sct, certificate_der));
}

Result<void> check_sct_time(const Sct& sct, Time signed_at, Time now) {
  const bool ahead = sct.timestamp > now + term(Term::sct_ahead, now);
  if (ahead || sct.timestamp < signed_at - term(Term::sct_behind, now)) {
    return fail(kSctTimeWrong, "seen", to_rfc3339(sct.timestamp));
  }
  return {};
}

}  // namespace chancery::ct
