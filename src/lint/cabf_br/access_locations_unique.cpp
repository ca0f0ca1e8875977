#include "lint/rule.h"

namespace chancery::lint::cabf_br {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  if (!certificate.authority_info_access) {
    return;
  }
  const auto& all = *certificate.authority_info_access;
  for (auto one = all.begin(); one != all.end(); ++one) {
    const bool before = std::any_of(all.begin(), one, [&](const AccessView& other) {
      return other.method == one->method && equal(other.location.value, one->location.value);
    });
    if (before) {
      faults.push_back("stands there twice: " + printable(one->location.value));
    }
  }
}

}  // namespace

constinit const Lint kAccessLocationsUnique = {
    .name = "cabf_br_access_locations_unique",
    .citation = "TLS BR 7.1.2.7.7, 7.1.2.10.3",
    .source = Source::cabf_br,
    .severity = Severity::error,
    .scope = kAnyKind | kPublicTrust,
    .effective_from = at_date(2023, 9, 15),
    .check = check,
};

}  // namespace chancery::lint::cabf_br
