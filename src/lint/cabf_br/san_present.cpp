#include "lint/rule.h"

namespace chancery::lint::cabf_br {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  if (!certificate.subject_alt_names) {
    faults.emplace_back("subjectAltName is missing");
  }
}

}  // namespace

constinit const Lint kSanPresent = {
    .name = "cabf_br_san_present",
    .citation = "TLS BR 7.1.2.7.12; NT-163, NT-168",
    .source = Source::cabf_br,
    .severity = Severity::error,
    .scope = kSubscriber | kPublicTrust,
    .effective_from = policy::kAlways,
    .check = check,
};

}  // namespace chancery::lint::cabf_br
