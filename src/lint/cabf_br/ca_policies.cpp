#include "lint/rule.h"

namespace chancery::lint::cabf_br {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  const bool any = has_policy(certificate, x509::kAnyPolicy);
  const std::size_t count = certificate.policies ? certificate.policies->size() : 0;
  const bool reserved = certificate.policies &&
                        std::ranges::count_if(*certificate.policies, [](const PolicyView& policy) {
                          return is_reserved_policy(policy.id);
                        }) == 1;
  if (any ? count != 1 : !reserved) {
    faults.emplace_back("neither anyPolicy alone nor exactly one reserved policy");
  }
}

}  // namespace

constinit const Lint kCaPolicies = {
    .name = "cabf_br_ca_policies",
    .citation = "TLS BR 7.1.2.10.5; NT-157",
    .source = Source::cabf_br,
    .severity = Severity::error,
    .scope = kSubordinateCa | kCrossCa | kPublicTrust,
    .effective_from = at_date(2023, 9, 15),
    .check = check,
};

}  // namespace chancery::lint::cabf_br
