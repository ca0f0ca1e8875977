#include "lint/rule.h"

namespace chancery::lint::cps {
namespace {

void check(const View& certificate, const Context& context, Faults& faults) {
  if (equal(certificate.key.spki_tlv, context.issuer.spki_der)) {
    faults.emplace_back("certifies the issuer's own key");
  }
}

}  // namespace

constinit const Lint kIssuerIsAnother = {
    .name = "cps_issuer_is_another",
    .citation = "AL-8; RFC 5280 3.2 (self-issued certificates are for key rollover alone)",
    .source = Source::cps,
    .severity = Severity::error,
    .scope = kAnySubordinate | kSubscriber | kOcspResponder | kAnyTrust,
    .effective_from = policy::kAlways,
    .check = check,
};

}  // namespace chancery::lint::cps
