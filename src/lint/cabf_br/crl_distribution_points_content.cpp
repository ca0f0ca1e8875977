#include "lint/rule.h"

namespace chancery::lint::cabf_br {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  if (!certificate.crl_distribution_points) {
    return;
  }
  for (const DistributionPointView& point : *certificate.crl_distribution_points) {
    if (point.has_relative_name || point.has_reasons || point.has_crl_issuer) {
      faults.emplace_back("a distribution point with more than a fullName");
    }
    if (point.full_name.empty()) {
      faults.emplace_back("a distribution point without a name");
    }
    for (const GeneralNameView& name : point.full_name) {
      if (name.number != kUri || !is_http_url(name.value)) {
        faults.push_back("not an http URL: " + printable(name.value));
      }
    }
  }
}

}  // namespace

constinit const Lint kCrlDistributionPointsContent = {
    .name = "cabf_br_crl_distribution_points_content",
    .citation = "TLS BR 7.1.2.11.2; NT-172",
    .source = Source::cabf_br,
    .severity = Severity::error,
    .scope = kAnyKind | kAnyTrust,
    .effective_from = at_date(2023, 9, 15),
    .check = check,
};

}  // namespace chancery::lint::cabf_br
