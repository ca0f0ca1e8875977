#include "lint/rule.h"

namespace chancery::lint::rfc5280 {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  if (!certificate.subject_key_id || certificate.subject_key_id->empty()) {
    faults.emplace_back("a CA certificate without subjectKeyIdentifier");
  }
}

}  // namespace

constinit const Lint kCaSubjectKeyIdPresent = {
    .name = "rfc5280_ca_subject_key_id_present",
    .citation = "RFC 5280 4.2.1.2",
    .source = Source::rfc5280,
    .severity = Severity::error,
    .scope = kAnyCa | kAnyTrust,
    .effective_from = at_date(2008, 5, 1),
    .check = check,
};

}  // namespace chancery::lint::rfc5280
