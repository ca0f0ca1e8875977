#include "lint/rule.h"

namespace chancery::lint::rfc5280 {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  if (certificate.subject.attributes.empty() && !certificate.subject_alt_names) {
    faults.emplace_back("neither a subject nor a subjectAltName");
  }
}

}  // namespace

constinit const Lint kSubjectIdentified = {
    .name = "rfc5280_subject_identified",
    .citation = "RFC 5280 4.1.2.6",
    .source = Source::rfc5280,
    .severity = Severity::error,
    .scope = kSubscriber | kAnyTrust,
    .effective_from = at_date(2008, 5, 1),
    .check = check,
};

}  // namespace chancery::lint::rfc5280
