#include "lint/rule.h"

namespace chancery::lint::cabf_br {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  if (certificate.authority_key_id && certificate.authority_key_id->has_issuer_or_serial) {
    faults.emplace_back("authorityKeyIdentifier names issuer or serial");
  }
}

}  // namespace

constinit const Lint kAuthorityKeyIdOnly = {
    .name = "cabf_br_authority_key_id_only",
    .citation = "TLS BR 7.1.2.11.1; NT-173",
    .source = Source::cabf_br,
    .severity = Severity::error,
    .scope = kAnyKind | kAnyTrust,
    .effective_from = at_date(2023, 9, 15),
    .check = check,
};

}  // namespace chancery::lint::cabf_br
