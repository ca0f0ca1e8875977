#include "lint/rule.h"

namespace chancery::lint::rfc5280 {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  const ExtensionView* names = certificate.find(x509::kSubjectAltName);
  if (certificate.subject.attributes.empty() && names != nullptr && !names->critical) {
    faults.emplace_back("subject is empty, but subjectAltName is not critical");
  }
}

}  // namespace

constinit const Lint kEmptySubjectCriticalSan = {
    .name = "rfc5280_empty_subject_critical_san",
    .citation = "RFC 5280 4.2.1.6",
    .source = Source::rfc5280,
    .severity = Severity::error,
    .scope = kAnyKind | kAnyTrust,
    .effective_from = at_date(2008, 5, 1),
    .check = check,
};

}  // namespace chancery::lint::rfc5280
