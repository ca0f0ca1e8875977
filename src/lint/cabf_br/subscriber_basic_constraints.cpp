#include "lint/rule.h"

namespace chancery::lint::cabf_br {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  const ExtensionView* extension = certificate.find(x509::kBasicConstraints);
  if (extension == nullptr) {
    return;
  }
  if (!equal(extension->value, Bytes{0x30, 0x00})) {
    faults.push_back("basicConstraints is not 30 00: " + to_hex(extension->value));
  }
  if (!extension->critical) {
    faults.emplace_back("basicConstraints is not critical");
  }
}

}  // namespace

constinit const Lint kSubscriberBasicConstraints = {
    .name = "cabf_br_subscriber_basic_constraints",
    .citation = "TLS BR 7.1.2.7.8; NT-163",
    .source = Source::cabf_br,
    .severity = Severity::error,
    .scope = kSubscriber | kOcspResponder | kAnyTrust,
    .effective_from = at_date(2023, 9, 15),
    .check = check,
};

}  // namespace chancery::lint::cabf_br
