#include "lint/rule.h"

namespace chancery::lint::rfc5280 {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  if (certificate.subject.attributes.empty()) {
    faults.emplace_back("the subject of a CA is an empty name");
  }
}

}  // namespace

constinit const Lint kCaSubjectNotEmpty = {
    .name = "rfc5280_ca_subject_not_empty",
    .citation = "RFC 5280 4.1.2.6",
    .source = Source::rfc5280,
    .severity = Severity::error,
    .scope = kAnyCa | kAnyTrust,
    .effective_from = at_date(2008, 5, 1),
    .check = check,
};

}  // namespace chancery::lint::rfc5280
