#include "lint/context.h"
#include "lint/registry.h"
#include "lint/view.h"

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
    .effective_until = policy::kOpenEnd,
    .check = check,
};

}  // namespace chancery::lint::cabf_br
