#include "lint/rule.h"

namespace chancery::lint::rfc5280 {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  const ExtensionView* extension = certificate.find(x509::kOcspNoCheck);
  if (extension == nullptr) {
    faults.emplace_back("id-pkix-ocsp-nocheck is missing");
  } else if (!equal(extension->value, Bytes{0x05, 0x00})) {
    faults.emplace_back("id-pkix-ocsp-nocheck is not 05 00");
  }
}

}  // namespace

constinit const Lint kOcspResponderNoCheck = {
    .name = "rfc5280_ocsp_responder_no_check",
    .citation = "RFC 6960 4.2.2.2.1; TLS BR 7.1.2.8.5",
    .source = Source::rfc5280,
    .severity = Severity::error,
    .scope = kOcspResponder | kAnyTrust,
    .effective_from = at_date(2013, 6, 1),
    .check = check,
};

}  // namespace chancery::lint::rfc5280
