#include "lint/rule.h"

namespace chancery::lint::cabf_br {
namespace {

constexpr std::array kNotCritical = {x509::kExtendedKeyUsage, x509::kCertificatePolicies,
                                     x509::kCrlDistributionPoints};

void check(const View& certificate, const Context&, Faults& faults) {
  for (const der::Oid& id : kNotCritical) {
    const ExtensionView* extension = certificate.find(id);
    if (extension != nullptr && extension->critical) {
      faults.push_back("must not be critical: " + id.to_dotted());
    }
  }
}

}  // namespace

constinit const Lint kSubscriberCriticality = {
    .name = "cabf_br_subscriber_criticality",
    .citation = "TLS BR 7.1.2.7.6",
    .source = Source::cabf_br,
    .severity = Severity::error,
    .scope = kSubscriber | kPublicTrust,
    .effective_from = at_date(2023, 9, 15),
    .check = check,
};

}  // namespace chancery::lint::cabf_br
