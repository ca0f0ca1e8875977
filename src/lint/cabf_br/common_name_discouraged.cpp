#include "lint/context.h"
#include "lint/facts.h"
#include "lint/oids.h"
#include "lint/registry.h"
#include "lint/view.h"

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
    .effective_until = policy::kOpenEnd,
    .check = check,
};

}  // namespace chancery::lint::cabf_br
