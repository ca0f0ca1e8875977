#include "lint/rule.h"
#include "policy/limits.h"
#include "policy/validity.h"

namespace chancery::lint::cabf_br {
namespace {

void check(const View& certificate, const Context& context, Faults& faults) {
  using policy::Limit;
  const auto days = policy::days_in({certificate.not_before.time, certificate.not_after.time});
  const auto* least = policy::strictest(Limit::root_validity_days_min, context.set, context.at);
  const auto* most = policy::strictest(Limit::root_validity_days_max, context.set, context.at);
  if ((least != nullptr && days < least->value) || (most != nullptr && days > most->value)) {
    faults.push_back(fmt::format("a root that lives {} days", days));
  }
}

}  // namespace

constinit const Lint kRootValidity = {
    .name = "cabf_br_root_validity",
    .citation = "TLS BR 7.1.2.1.1; NT-146",
    .source = Source::cabf_br,
    .severity = Severity::error,
    .scope = kRootCa | kPublicTrust,
    .effective_from = at_date(2023, 9, 15),
    .check = check,
};

}  // namespace chancery::lint::cabf_br
