#include "lint/rule.h"

namespace chancery::lint::cabf_br {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  if (!certificate.key_usage) {
    faults.emplace_back("keyUsage is missing");
  }
}

}  // namespace

constinit const Lint kKeyUsagePresent = {
    .name = "cabf_br_key_usage_present",
    .citation = "TLS BR 7.1.2.7.6 (SHOULD); NT-163",
    .source = Source::cabf_br,
    .severity = Severity::warning,
    .scope = kSubscriber | kPublicTrust,
    .effective_from = at_date(2023, 9, 15),
    .check = check,
};

}  // namespace chancery::lint::cabf_br
