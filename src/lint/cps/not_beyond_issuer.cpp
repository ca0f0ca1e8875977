#include "lint/rule.h"

namespace chancery::lint::cps {
namespace {

void check(const View& certificate, const Context& context, Faults& faults) {
  const auto end = context.issuer.not_after;
  if (end && certificate.not_after.time > *end) {
    faults.push_back("ends after its issuer, which ends " + to_rfc3339(*end));
  }
}

}  // namespace

constinit const Lint kNotBeyondIssuer = {
    .name = "cps_not_beyond_issuer",
    .citation = "House rule, after the decision on AL-22",
    .source = Source::cps,
    .severity = Severity::error,
    .scope = kAnySubordinate | kSubscriber | kOcspResponder | kAnyTrust,
    .effective_from = policy::kAlways,
    .check = check,
};

}  // namespace chancery::lint::cps
