#include "lint/rule.h"

namespace chancery::lint::cabf_br {
namespace {

// The other half, critical without a subject, is rfc5280_empty_subject_critical_san.
void check(const View& certificate, const Context&, Faults& faults) {
  const ExtensionView* names = certificate.find(x509::kSubjectAltName);
  if (names != nullptr && names->critical && !certificate.subject.attributes.empty()) {
    faults.emplace_back("subjectAltName is critical beside a subject");
  }
}

}  // namespace

constinit const Lint kSanCriticality = {
    .name = "cabf_br_san_criticality",
    .citation = "TLS BR 7.1.2.7.12; RFC 5280 4.2.1.6",
    .source = Source::cabf_br,
    .severity = Severity::error,
    .scope = kSubscriber | kPublicTrust,
    .effective_from = at_date(2023, 9, 15),
    .check = check,
};

}  // namespace chancery::lint::cabf_br
