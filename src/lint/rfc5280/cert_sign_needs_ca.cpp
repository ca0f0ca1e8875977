#include "lint/rule.h"

namespace chancery::lint::rfc5280 {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  const bool is_ca = certificate.basic_constraints && certificate.basic_constraints->ca;
  if (has_use(certificate, x509::KeyUse::key_cert_sign) && !is_ca) {
    faults.emplace_back("keyCertSign in a certificate that is no CA");
  }
}

}  // namespace

constinit const Lint kCertSignNeedsCa = {
    .name = "rfc5280_cert_sign_needs_ca",
    .citation = "RFC 5280 4.2.1.3, 4.2.1.9",
    .source = Source::rfc5280,
    .severity = Severity::error,
    .scope = kAnyKind | kAnyTrust,
    .effective_from = at_date(2008, 5, 1),
    .check = check,
};

}  // namespace chancery::lint::rfc5280
