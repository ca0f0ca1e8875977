#include "lint/rule.h"

namespace chancery::lint::cps {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  const auto& names = certificate.subject_alt_names;
  if (names && names->size() > 100) {
    faults.push_back(fmt::format("{} names", names->size()));
  }
}

}  // namespace

constinit const Lint kNamesAtMost100 = {
    .name = "cps_names_at_most_100",
    .citation = "House rule: at most 100 names in a certificate",
    .source = Source::cps,
    .severity = Severity::error,
    .scope = kAnyKind | kAnyTrust,
    .effective_from = policy::kAlways,
    .check = check,
};

}  // namespace chancery::lint::cps
