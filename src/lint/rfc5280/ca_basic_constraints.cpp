#include "lint/rule.h"

namespace chancery::lint::rfc5280 {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  const ExtensionView* extension = certificate.find(x509::kBasicConstraints);
  if (extension == nullptr || !certificate.basic_constraints->ca) {
    faults.emplace_back("a CA certificate needs basicConstraints with cA TRUE");
  } else if (!extension->critical) {
    faults.emplace_back("basicConstraints of a CA must be critical");
  }
}

}  // namespace

constinit const Lint kCaBasicConstraints = {
    .name = "rfc5280_ca_basic_constraints",
    .citation = "RFC 5280 4.2.1.9",
    .source = Source::rfc5280,
    .severity = Severity::error,
    .scope = kAnyCa | kAnyTrust,
    .effective_from = at_date(2008, 5, 1),
    .check = check,
};

}  // namespace chancery::lint::rfc5280
