#include "lint/rule.h"

namespace chancery::lint::cabf_br {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  constexpr x509::KeyUsage kExpected{x509::KeyUse::digital_signature};
  if (certificate.key_usage != kExpected.bits()) {
    faults.emplace_back("keyUsage is not exactly digitalSignature");
  }
}

}  // namespace

constinit const Lint kOcspResponderKeyUsage = {
    .name = "cabf_br_ocsp_responder_key_usage",
    .citation = "TLS BR 7.1.2.8.7; NT-169",
    .source = Source::cabf_br,
    .severity = Severity::error,
    .scope = kOcspResponder | kAnyTrust,
    .effective_from = at_date(2023, 9, 15),
    .check = check,
};

}  // namespace chancery::lint::cabf_br
