#include "lint/rule.h"

namespace chancery::lint::cabf_br {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  if (certificate.key.algorithm != kEcPublicKey || !certificate.key_usage) {
    return;
  }
  constexpr x509::KeyUsage kAllowed{x509::KeyUse::digital_signature, x509::KeyUse::key_agreement};
  if (!has_use(certificate, x509::KeyUse::digital_signature) ||
      (*certificate.key_usage & ~kAllowed.bits()) != 0) {
    faults.push_back(fmt::format("keyUsage bits {:#x} for an EC key", *certificate.key_usage));
  }
}

}  // namespace

constinit const Lint kKeyUsageEcdsa = {
    .name = "cabf_br_key_usage_ecdsa",
    .citation = "TLS BR 7.1.2.7.11; NT-167",
    .source = Source::cabf_br,
    .severity = Severity::error,
    .scope = kSubscriber | kPublicTrust,
    .effective_from = at_date(2023, 9, 15),
    .check = check,
};

}  // namespace chancery::lint::cabf_br
