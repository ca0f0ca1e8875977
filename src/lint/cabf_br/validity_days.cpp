#include "lint/rule.h"
#include "policy/limits.h"
#include "policy/validity.h"

namespace chancery::lint::cabf_br {
namespace {

// The table of dates is policy's; this looks at what was encoded.
void check(const View& certificate, const Context& context, Faults& faults) {
  const auto most = policy::max_validity_days(context.set, context.at);
  const auto days = policy::days_in({certificate.not_before.time, certificate.not_after.time});
  if (most && days > *most) {
    faults.push_back(fmt::format("lives {} days, {} are allowed", days, *most));
  }
}

}  // namespace

constinit const Lint kValidityDays = {
    .name = "cabf_br_validity_days",
    .citation = "TLS BR 6.3.2; NT-142",
    .source = Source::cabf_br,
    .severity = Severity::error,
    .scope = kSubscriber | kPublicTrust,
    .effective_from = policy::kAlways,
    .check = check,
};

}  // namespace chancery::lint::cabf_br
