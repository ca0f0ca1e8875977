#include "lint/rule.h"

namespace chancery::lint::cabf_br {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  if (!certificate.policies) {
    faults.emplace_back("certificatePolicies is missing");
    return;
  }
  const auto reserved = std::ranges::count_if(*certificate.policies, [](const PolicyView& policy) {
    return is_reserved_policy(policy.id);
  });
  if (reserved != 1) {
    faults.push_back(fmt::format("{} reserved policies", reserved));
  }
}

}  // namespace

constinit const Lint kOneReservedPolicy = {
    .name = "cabf_br_one_reserved_policy",
    .citation = "TLS BR 7.1.2.7.9, 7.1.6.1; NT-159",
    .source = Source::cabf_br,
    .severity = Severity::error,
    .scope = kSubscriber | kPublicTrust,
    .effective_from = at_date(2023, 9, 15),
    .check = check,
};

}  // namespace chancery::lint::cabf_br
