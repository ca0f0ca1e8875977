#include <optional>

#include "crypto/algorithm.h"
#include "lint/rule.h"
#include "x509/algorithm_identifier.h"

namespace chancery::lint::cabf_br {
namespace {

std::optional<crypto::SignatureAlgorithm> allowed_algorithm(const View& certificate) {
  for (const auto algorithm : crypto::all_signature_algorithms()) {
    if (algorithm != crypto::SignatureAlgorithm::ed25519 &&
        equal(certificate.signature_algorithm_tlv, x509::algorithm_identifier(algorithm))) {
      return algorithm;
    }
  }
  return std::nullopt;
}

void check(const View& certificate, const Context&, Faults& faults) {
  const auto algorithm = allowed_algorithm(certificate);
  if (!algorithm) {
    faults.push_back("not one of the listed encodings: " +
                     to_hex(certificate.signature_algorithm_tlv));
  }
}

}  // namespace

constinit const Lint kSignatureAlgorithmBytes = {
    .name = "cabf_br_signature_algorithm_bytes",
    .citation = "TLS BR 7.1.3.2; NT-179..181",
    .source = Source::cabf_br,
    .severity = Severity::error,
    .scope = kAnyKind | kPublicTrust,
    .effective_from = at_date(2023, 9, 15),
    .check = check,
};

}  // namespace chancery::lint::cabf_br
