#include "crypto/algorithm.h"
#include "lint/rule.h"
#include "x509/algorithm_identifier.h"

namespace chancery::lint::cabf_br {
namespace {

// What an EC or Ed25519 issuer signs with; empty for RSA, which has a choice.
BytesView expected_algorithm(const Context& context) {
  const KeyKind kind = kind_of_key(context.issuer.spki_der);
  switch (kind) {
    case KeyKind::p256:
      return x509::algorithm_identifier(crypto::SignatureAlgorithm::ecdsa_sha256);
    case KeyKind::p384:
      return x509::algorithm_identifier(crypto::SignatureAlgorithm::ecdsa_sha384);
    case KeyKind::p521:
      return x509::algorithm_identifier(crypto::SignatureAlgorithm::ecdsa_sha512);
    case KeyKind::ed25519:
      return x509::algorithm_identifier(crypto::SignatureAlgorithm::ed25519);
    case KeyKind::rsa:
    case KeyKind::other:
      return {};
  }
  return {};
}

bool is_rsa_signature(BytesView tlv) {
  using enum crypto::SignatureAlgorithm;
  constexpr std::array kRsa = {rsa_sha256,     rsa_sha384,     rsa_sha512,
                               rsa_pss_sha256, rsa_pss_sha384, rsa_pss_sha512};
  return std::ranges::any_of(
      kRsa, [&](auto algorithm) { return equal(tlv, x509::algorithm_identifier(algorithm)); });
}

void check(const View& certificate, const Context& context, Faults& faults) {
  const BytesView expected = expected_algorithm(context);
  const bool rsa_family = expected.empty();
  if (!rsa_family && !equal(certificate.signature_algorithm_tlv, expected)) {
    faults.emplace_back("the hash does not follow the curve of the issuer's key");
  }
  if (rsa_family && !is_rsa_signature(certificate.signature_algorithm_tlv)) {
    faults.emplace_back("not a signature of the issuer's RSA key");
  }
}

}  // namespace

constinit const Lint kSignatureFitsKey = {
    .name = "cabf_br_signature_fits_key",
    .citation = "TLS BR 7.1.3.2; RFC 5280 4.1.1.2",
    .source = Source::cabf_br,
    .severity = Severity::error,
    .scope = kAnyKind | kAnyTrust,
    .effective_from = at_date(2008, 5, 1),
    .check = check,
};

}  // namespace chancery::lint::cabf_br
