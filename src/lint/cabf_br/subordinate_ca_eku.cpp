#include "lint/rule.h"

namespace chancery::lint::cabf_br {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  if (!has_purpose(certificate, x509::kServerAuth)) {
    faults.emplace_back("extKeyUsage of a TLS CA without serverAuth");
  }
}

}  // namespace

constinit const Lint kSubordinateCaEku = {
    .name = "cabf_br_subordinate_ca_eku",
    .citation = "TLS BR 7.1.2.10.6; NT-153, NT-156",
    .source = Source::cabf_br,
    .severity = Severity::error,
    .scope = kSubordinateCa | kPublicTrust,
    .effective_from = at_date(2023, 9, 15),
    .check = check,
};

}  // namespace chancery::lint::cabf_br
