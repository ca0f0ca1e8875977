#include "lint/rule.h"
#include "x509/signed_certificate_timestamp.h"

namespace chancery::lint::cabf_br {
namespace {

// Whether the SCTs are of this certificate is for whoever has the logs' keys.
void check(const View& certificate, const Context&, Faults& faults) {
  const ExtensionView* const list = certificate.find(x509::kSctList);
  if (list == nullptr) {
    return;
  }
  if (list->critical) {
    faults.emplace_back("the list of SCTs must not be critical");
  }
  if (!x509::parse_sct_list(list->value)) {
    faults.emplace_back("no SignedCertificateTimestampList of version 1 SCTs");
  }
}

}  // namespace

constinit const Lint kSctListContent = {
    .name = "cabf_br_sct_list_content",
    .citation = "TLS BR 7.1.2.11.3; RFC 6962 3.3; NT-175",
    .source = Source::cabf_br,
    .severity = Severity::error,
    .scope = kAnyKind | kAnyTrust,
    .effective_from = at_date(2023, 9, 15),
    .check = check,
};

}  // namespace chancery::lint::cabf_br
