#include "lint/rule.h"

namespace chancery::lint::cabf_br {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  if (!has_purpose(certificate, x509::kServerAuth)) {
    faults.emplace_back("extKeyUsage without serverAuth");
  }
}

}  // namespace

constinit const Lint kEkuServerAuth = {
    .name = "cabf_br_eku_server_auth",
    .citation = "TLS BR 7.1.2.7.10; NT-165",
    .source = Source::cabf_br,
    .severity = Severity::error,
    .scope = kSubscriber | kPublicTrust,
    .effective_from = at_date(2023, 9, 15),
    .check = check,
};

}  // namespace chancery::lint::cabf_br
