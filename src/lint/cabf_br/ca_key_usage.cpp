#include "lint/rule.h"

namespace chancery::lint::cabf_br {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  constexpr x509::KeyUsage kNeeded{x509::KeyUse::key_cert_sign, x509::KeyUse::crl_sign};
  constexpr x509::KeyUsage kAllowed{x509::KeyUse::key_cert_sign, x509::KeyUse::crl_sign,
                                    x509::KeyUse::digital_signature};
  const std::uint32_t usage = certificate.key_usage.value_or(0);
  if ((usage & kNeeded.bits()) != kNeeded.bits() || (usage & ~kAllowed.bits()) != 0) {
    faults.push_back(fmt::format("keyUsage bits {:#x} for a CA", usage));
  }
}

}  // namespace

constinit const Lint kCaKeyUsage = {
    .name = "cabf_br_ca_key_usage",
    .citation = "TLS BR 7.1.2.10.7; NT-155",
    .source = Source::cabf_br,
    .severity = Severity::error,
    .scope = kAnyCa | kAnyTrust,
    .effective_from = at_date(2023, 9, 15),
    .check = check,
};

}  // namespace chancery::lint::cabf_br
