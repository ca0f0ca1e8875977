#include "lint/rule.h"

namespace chancery::lint::cabf_br {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  for (const der::Oid& type : {x509::kCountry, x509::kOrganization, x509::kCommonName}) {
    if (std::ranges::find(certificate.subject.attributes, type, &AttributeView::type) ==
        certificate.subject.attributes.end()) {
      faults.push_back("missing in the subject: " + type.to_dotted());
    }
  }
}

}  // namespace

constinit const Lint kCaSubject = {
    .name = "cabf_br_ca_subject",
    .citation = "TLS BR 7.1.2.10.2; NT-154",
    .source = Source::cabf_br,
    .severity = Severity::error,
    .scope = kAnyCa | kOcspResponder | kPublicTrust,
    .effective_from = at_date(2023, 9, 15),
    .check = check,
};

}  // namespace chancery::lint::cabf_br
