#include "lint/rule.h"

namespace chancery::lint::cabf_br {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  const ExtensionView* extension = certificate.find(x509::kKeyUsage);
  if (extension != nullptr && !extension->critical) {
    faults.emplace_back("keyUsage is not critical");
  }
}

}  // namespace

constinit const Lint kKeyUsageCritical = {
    .name = "cabf_br_key_usage_critical",
    .citation = "TLS BR 7.1.2.7.6, 7.1.2.8.7, 7.1.2.10.7; RFC 5280 4.2.1.3",
    .source = Source::cabf_br,
    .severity = Severity::error,
    .scope = kAnyKind | kAnyTrust,
    .effective_from = at_date(2023, 9, 15),
    .check = check,
};

}  // namespace chancery::lint::cabf_br
