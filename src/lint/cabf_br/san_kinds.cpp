#include "lint/rule.h"

namespace chancery::lint::cabf_br {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  if (!certificate.subject_alt_names) {
    return;
  }
  for (const GeneralNameView& name : *certificate.subject_alt_names) {
    if (name.number != kDnsName && name.number != kIpAddress) {
      faults.push_back(fmt::format("a name of kind [{}]", name.number));
    }
  }
}

}  // namespace

constinit const Lint kSanKinds = {
    .name = "cabf_br_san_kinds",
    .citation = "TLS BR 7.1.2.7.12; NT-168",
    .source = Source::cabf_br,
    .severity = Severity::error,
    .scope = kSubscriber | kPublicTrust,
    .effective_from = policy::kAlways,
    .check = check,
};

}  // namespace chancery::lint::cabf_br
