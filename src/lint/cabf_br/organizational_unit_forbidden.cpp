#include "lint/rule.h"

namespace chancery::lint::cabf_br {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  for (const AttributeView& attribute : certificate.subject.attributes) {
    if (attribute.type == x509::kOrganizationalUnit) {
      faults.push_back("organizationalUnitName: " + printable(attribute.value));
    }
  }
}

}  // namespace

constinit const Lint kOrganizationalUnitForbidden = {
    .name = "cabf_br_organizational_unit_forbidden",
    .citation = "TLS BR 7.1.4.2, 7.1.2.10.2; NT-21, NT-154",
    .source = Source::cabf_br,
    .severity = Severity::error,
    .scope = kAnyKind | kPublicTrust,
    .effective_from = at_date(2022, 9, 1),
    .check = check,
};

}  // namespace chancery::lint::cabf_br
