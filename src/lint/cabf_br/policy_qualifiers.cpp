#include "lint/rule.h"

namespace chancery::lint::cabf_br {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  if (!certificate.policies) {
    return;
  }
  for (const PolicyView& policy : *certificate.policies) {
    for (const der::Oid& qualifier : policy.qualifiers) {
      if (qualifier != x509::kCpsQualifier) {
        faults.push_back("qualifier " + qualifier.to_dotted());
      }
    }
  }
}

}  // namespace

constinit const Lint kPolicyQualifiers = {
    .name = "cabf_br_policy_qualifiers",
    .citation = "TLS BR 7.1.2.7.9, 7.1.2.10.5; NT-157",
    .source = Source::cabf_br,
    .severity = Severity::error,
    .scope = kAnyKind | kPublicTrust,
    .effective_from = at_date(2023, 9, 15),
    .check = check,
};

}  // namespace chancery::lint::cabf_br
