#include "lint/rule.h"

namespace chancery::lint::rfc5280 {
namespace {

constexpr std::array kNeverCritical = {x509::kAuthorityKeyIdentifier, x509::kSubjectKeyIdentifier,
                                       x509::kAuthorityInfoAccess};

void check(const View& certificate, const Context&, Faults& faults) {
  for (const der::Oid& id : kNeverCritical) {
    const ExtensionView* extension = certificate.find(id);
    if (extension != nullptr && extension->critical) {
      faults.push_back("must not be critical: " + id.to_dotted());
    }
  }
}

}  // namespace

constinit const Lint kNeverCritical = {
    .name = "rfc5280_never_critical",
    .citation = "RFC 5280 4.2.1.1, 4.2.1.2, 4.2.2.1",
    .source = Source::rfc5280,
    .severity = Severity::error,
    .scope = kAnyKind | kAnyTrust,
    .effective_from = at_date(2008, 5, 1),
    .check = check,
};

}  // namespace chancery::lint::rfc5280
