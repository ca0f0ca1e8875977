#include "lint/rule.h"

namespace chancery::lint::cabf_br {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  if (!certificate.authority_info_access) {
    return;
  }
  for (const AccessView& access : *certificate.authority_info_access) {
    if (access.method != x509::kAccessOcsp && access.method != x509::kAccessCaIssuers) {
      faults.push_back("access method " + access.method.to_dotted());
    }
    if (access.location.number != kUri || !is_http_url(access.location.value)) {
      faults.push_back("not an http URL: " + printable(access.location.value));
    }
  }
}

}  // namespace

constinit const Lint kAiaContent = {
    .name = "cabf_br_aia_content",
    .citation = "TLS BR 7.1.2.7.7, 7.1.2.10.3; NT-164",
    .source = Source::cabf_br,
    .severity = Severity::error,
    .scope = kAnyKind | kAnyTrust,
    .effective_from = at_date(2023, 9, 15),
    .check = check,
};

}  // namespace chancery::lint::cabf_br
