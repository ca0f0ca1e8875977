#include "lint/rule.h"

namespace chancery::lint::rfc5280 {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  if (certificate.issuer.attributes.empty()) {
    faults.emplace_back("issuer is an empty name");
  }
}

}  // namespace

constinit const Lint kIssuerNotEmpty = {
    .name = "rfc5280_issuer_not_empty",
    .citation = "RFC 5280 4.1.2.4",
    .source = Source::rfc5280,
    .severity = Severity::error,
    .scope = kAnyKind | kAnyTrust,
    .effective_from = at_date(2008, 5, 1),
    .check = check,
};

}  // namespace chancery::lint::rfc5280
