#include "lint/rule.h"

namespace chancery::lint::rfc5280 {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  if (certificate.subject_alt_names && certificate.subject_alt_names->empty()) {
    faults.emplace_back("subjectAltName holds no name");
  }
}

}  // namespace

constinit const Lint kSanNotEmpty = {
    .name = "rfc5280_san_not_empty",
    .citation = "RFC 5280 4.2.1.6",
    .source = Source::rfc5280,
    .severity = Severity::error,
    .scope = kAnyKind | kAnyTrust,
    .effective_from = at_date(2008, 5, 1),
    .check = check,
};

}  // namespace chancery::lint::rfc5280
