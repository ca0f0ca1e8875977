#include "lint/rule.h"

namespace chancery::lint::rfc5280 {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  if (certificate.has_unique_ids) {
    faults.emplace_back("issuerUniqueID or subjectUniqueID is present");
  }
}

}  // namespace

constinit const Lint kNoUniqueIds = {
    .name = "rfc5280_no_unique_ids",
    .citation = "RFC 5280 4.1.2.8",
    .source = Source::rfc5280,
    .severity = Severity::error,
    .scope = kAnyKind | kAnyTrust,
    .effective_from = at_date(2008, 5, 1),
    .check = check,
};

}  // namespace chancery::lint::rfc5280
