#include "lint/rule.h"

namespace chancery::lint::cabf_br {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  if (certificate.subject_key_id) {
    faults.emplace_back("subjectKeyIdentifier is present");
  }
}

}  // namespace

constinit const Lint kSubjectKeyIdDiscouraged = {
    .name = "cabf_br_subject_key_id_discouraged",
    .citation = "TLS BR 7.1.2.7.6 (NOT RECOMMENDED); NT-163",
    .source = Source::cabf_br,
    .severity = Severity::warning,
    .scope = kSubscriber | kPublicTrust,
    .effective_from = at_date(2023, 9, 15),
    .check = check,
};

}  // namespace chancery::lint::cabf_br
