#include "lint/rule.h"

namespace chancery::lint::rfc5280 {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  if (certificate.not_after.time < certificate.not_before.time) {
    faults.emplace_back("notAfter comes before notBefore");
  }
}

}  // namespace

constinit const Lint kValidityOrder = {
    .name = "rfc5280_validity_order",
    .citation = "RFC 5280 4.1.2.5",
    .source = Source::rfc5280,
    .severity = Severity::error,
    .scope = kAnyKind | kAnyTrust,
    .effective_from = at_date(2008, 5, 1),
    .check = check,
};

}  // namespace chancery::lint::rfc5280
