#include "lint/rule.h"

namespace chancery::lint::cabf_br {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  for (const AttributeView& attribute : certificate.subject.attributes) {
    if (attribute.type == x509::kCommonName) {
      faults.push_back("commonName: " + printable(attribute.value));
    }
  }
}

}  // namespace

constinit const Lint kCommonNameDiscouraged = {
    .name = "cabf_br_common_name_discouraged",
    .citation = "TLS BR 7.1.2.7.2 (NOT RECOMMENDED)",
    .source = Source::cabf_br,
    .severity = Severity::notice,
    .scope = kSubscriber | kPublicTrust,
    .effective_from = at_date(2023, 9, 15),
    .check = check,
};

}  // namespace chancery::lint::cabf_br
