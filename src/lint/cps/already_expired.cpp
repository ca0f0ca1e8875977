#include "lint/rule.h"

namespace chancery::lint::cps {
namespace {

void check(const View& certificate, const Context& context, Faults& faults) {
  if (certificate.not_after.time < to_seconds(context.at)) {
    faults.push_back("ended " + to_rfc3339(certificate.not_after.time));
  }
}

}  // namespace

constinit const Lint kAlreadyExpired = {
    .name = "cps_already_expired",
    .citation = "House rule: nothing is signed that is already over",
    .source = Source::cps,
    .severity = Severity::error,
    .scope = kAnyKind | kAnyTrust,
    .effective_from = policy::kAlways,
    .check = check,
};

}  // namespace chancery::lint::cps
