#include "lint/rule.h"

namespace chancery::lint::rfc5280 {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  if (!certificate.policies) {
    return;
  }
  const auto& policies = *certificate.policies;
  for (auto one = policies.begin(); one != policies.end(); ++one) {
    if (std::ranges::find(policies.begin(), one, one->id, &PolicyView::id) != one) {
      faults.push_back("stands there twice: " + one->id.to_dotted());
    }
  }
}

}  // namespace

constinit const Lint kPoliciesUnique = {
    .name = "rfc5280_policies_unique",
    .citation = "RFC 5280 4.2.1.4",
    .source = Source::rfc5280,
    .severity = Severity::error,
    .scope = kAnyKind | kAnyTrust,
    .effective_from = at_date(2008, 5, 1),
    .check = check,
};

}  // namespace chancery::lint::rfc5280
