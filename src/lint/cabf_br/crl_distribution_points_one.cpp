#include "lint/rule.h"

namespace chancery::lint::cabf_br {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  const auto& points = certificate.crl_distribution_points;
  if (points && points->size() > 1) {
    faults.push_back(fmt::format("{} distribution points", points->size()));
  }
}

}  // namespace

constinit const Lint kCrlDistributionPointsOne = {
    .name = "cabf_br_crl_distribution_points_one",
    .citation = "TLS BR 7.1.2.11.2 (NOT RECOMMENDED)",
    .source = Source::cabf_br,
    .severity = Severity::warning,
    .scope = kAnyKind | kPublicTrust,
    .effective_from = at_date(2023, 9, 15),
    .check = check,
};

}  // namespace chancery::lint::cabf_br
