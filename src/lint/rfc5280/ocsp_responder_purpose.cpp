#include "lint/rule.h"

namespace chancery::lint::rfc5280 {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  const auto& purposes = certificate.extended_key_usage;
  if (!purposes || purposes->size() != 1 || purposes->front() != x509::kOcspSigning) {
    faults.emplace_back("extKeyUsage is not exactly OCSPSigning");
  }
}

}  // namespace

constinit const Lint kOcspResponderPurpose = {
    .name = "rfc5280_ocsp_responder_purpose",
    .citation = "RFC 6960 4.2.2.2; TLS BR 7.1.2.8.6",
    .source = Source::rfc5280,
    .severity = Severity::error,
    .scope = kOcspResponder | kAnyTrust,
    .effective_from = at_date(2013, 6, 1),
    .check = check,
};

}  // namespace chancery::lint::rfc5280
