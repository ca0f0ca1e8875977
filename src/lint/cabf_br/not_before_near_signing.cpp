#include "lint/rule.h"
#include "policy/limits.h"

namespace chancery::lint::cabf_br {
namespace {

void check(const View& certificate, const Context& context, Faults& faults) {
  const auto* limit = policy::strictest(policy::Limit::backdating_seconds, context.set, context.at);
  const auto apart = std::chrono::abs(to_seconds(context.at) - certificate.not_before.time).count();
  if (limit != nullptr && apart > limit->value) {
    faults.push_back(fmt::format("notBefore lies {} s from signing", apart));
  }
}

}  // namespace

constinit const Lint kNotBeforeNearSigning = {
    .name = "cabf_br_not_before_near_signing",
    .citation = "TLS BR 7.1.2.7; NT-158",
    .source = Source::cabf_br,
    .severity = Severity::error,
    .scope = kSubscriber | kPublicTrust,
    .effective_from = at_date(2023, 9, 15),
    .check = check,
};

}  // namespace chancery::lint::cabf_br
