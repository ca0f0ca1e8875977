#include "lint/rule.h"

namespace chancery::lint::rfc5280 {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  const auto& constraints = certificate.basic_constraints;
  if (constraints && constraints->path_length && !constraints->ca) {
    faults.emplace_back("pathLenConstraint without cA");
  }
}

}  // namespace

constinit const Lint kPathLengthNeedsCa = {
    .name = "rfc5280_path_length_needs_ca",
    .citation = "RFC 5280 4.2.1.9",
    .source = Source::rfc5280,
    .severity = Severity::error,
    .scope = kAnyKind | kAnyTrust,
    .effective_from = at_date(2008, 5, 1),
    .check = check,
};

}  // namespace chancery::lint::rfc5280
