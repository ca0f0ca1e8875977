#include "lint/rule.h"

namespace chancery::lint::cabf_br {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  if (!certificate.authority_info_access) {
    faults.emplace_back("authorityInfoAccess is missing");
  }
}

}  // namespace

constinit const Lint kAiaPresent = {
    .name = "cabf_br_aia_present",
    .citation = "TLS BR 7.1.2.7.6; NT-163",
    .source = Source::cabf_br,
    .severity = Severity::error,
    .scope = kSubscriber | kPublicTrust,
    .effective_from = at_date(2023, 9, 15),
    .check = check,
};

}  // namespace chancery::lint::cabf_br
