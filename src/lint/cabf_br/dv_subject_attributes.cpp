#include "lint/rule.h"

namespace chancery::lint::cabf_br {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  if (!has_policy(certificate, kDomainValidated)) {
    return;
  }
  for (const AttributeView& attribute : certificate.subject.attributes) {
    if (attribute.type != x509::kCommonName && attribute.type != x509::kCountry) {
      faults.push_back("not verified in a DV certificate: " + attribute.type.to_dotted());
    }
  }
}

}  // namespace

constinit const Lint kDvSubjectAttributes = {
    .name = "cabf_br_dv_subject_attributes",
    .citation = "TLS BR 7.1.2.7.2; NT-160",
    .source = Source::cabf_br,
    .severity = Severity::error,
    .scope = kSubscriber | kPublicTrust,
    .effective_from = at_date(2023, 9, 15),
    .check = check,
};

}  // namespace chancery::lint::cabf_br
