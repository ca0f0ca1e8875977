#include "lint/rule.h"
#include "policy/validity.h"

namespace chancery::lint::cabf_br {
namespace {

// TLS BR 1.6.1 Short-lived Subscriber Certificate, since 2026-03-15.
bool is_short_lived(const View& certificate) {
  return policy::seconds_in({certificate.not_before.time, certificate.not_after.time}) <=
         7 * policy::kSecondsPerDay;
}

bool has_ocsp_url(const View& certificate) {
  return certificate.authority_info_access &&
         std::ranges::any_of(*certificate.authority_info_access, [](const AccessView& access) {
           return access.method == x509::kAccessOcsp;
         });
}

void check(const View& certificate, const Context& context, Faults& faults) {
  const bool required =
      profile::is_ca(context.kind) || (!is_short_lived(certificate) && !has_ocsp_url(certificate));
  if (required && !certificate.crl_distribution_points) {
    faults.emplace_back("neither a CRL nor another way to learn of a revocation");
  }
}

}  // namespace

constinit const Lint kCrlDistributionPointsPresent = {
    .name = "cabf_br_crl_distribution_points_present",
    .citation = "TLS BR 7.1.2.11.2; NT-172",
    .source = Source::cabf_br,
    .severity = Severity::error,
    .scope = kSubscriber | kAnySubordinate | kPublicTrust,
    .effective_from = at_date(2023, 9, 15),
    .check = check,
};

}  // namespace chancery::lint::cabf_br
