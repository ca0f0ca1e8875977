#include "lint/rule.h"

namespace chancery::lint::cabf_br {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  constexpr x509::KeyUsage kAllowed{x509::KeyUse::digital_signature, x509::KeyUse::key_encipherment,
                                    x509::KeyUse::data_encipherment};
  const std::uint32_t usage = certificate.key_usage.value_or(0);
  if (certificate.key.algorithm == kRsaEncryption && (usage & ~kAllowed.bits()) != 0) {
    faults.push_back(fmt::format("keyUsage bits {:#x} for an RSA key", usage));
  }
}

}  // namespace

constinit const Lint kKeyUsageRsa = {
    .name = "cabf_br_key_usage_rsa",
    .citation = "TLS BR 7.1.2.7.11; NT-166",
    .source = Source::cabf_br,
    .severity = Severity::error,
    .scope = kSubscriber | kPublicTrust,
    .effective_from = at_date(2023, 9, 15),
    .check = check,
};

}  // namespace chancery::lint::cabf_br
