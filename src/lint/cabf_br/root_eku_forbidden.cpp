#include "lint/rule.h"

namespace chancery::lint::cabf_br {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  if (certificate.extended_key_usage) {
    faults.emplace_back("extKeyUsage in a root certificate");
  }
}

}  // namespace

constinit const Lint kRootEkuForbidden = {
    .name = "cabf_br_root_eku_forbidden",
    .citation = "TLS BR 7.1.2.1.2; NT-147",
    .source = Source::cabf_br,
    .severity = Severity::error,
    .scope = kRootCa | kPublicTrust,
    .effective_from = at_date(2023, 9, 15),
    .check = check,
};

}  // namespace chancery::lint::cabf_br
