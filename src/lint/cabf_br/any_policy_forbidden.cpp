#include "lint/rule.h"

namespace chancery::lint::cabf_br {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  if (has_policy(certificate, x509::kAnyPolicy)) {
    faults.emplace_back("anyPolicy in a subscriber certificate");
  }
}

}  // namespace

constinit const Lint kAnyPolicyForbidden = {
    .name = "cabf_br_any_policy_forbidden",
    .citation = "TLS BR 7.1.2.7.9",
    .source = Source::cabf_br,
    .severity = Severity::error,
    .scope = kSubscriber | kPublicTrust,
    .effective_from = at_date(2023, 9, 15),
    .check = check,
};

}  // namespace chancery::lint::cabf_br
