#include "lint/rule.h"

namespace chancery::lint::cabf_br {
namespace {

constexpr std::array kAllowed = {
    x509::kAuthorityInfoAccess,  x509::kAuthorityKeyIdentifier, x509::kCertificatePolicies,
    x509::kExtendedKeyUsage,     x509::kSubjectAltName,         x509::kKeyUsage,
    x509::kBasicConstraints,     x509::kCrlDistributionPoints,  x509::kSctList,
    x509::kSubjectKeyIdentifier,
};

void check(const View& certificate, const Context& context, Faults& faults) {
  for (const ExtensionView& extension : certificate.extensions) {
    const bool poison = context.precertificate && extension.id == x509::kPrecertificatePoison;
    if (!poison && std::ranges::find(kAllowed, extension.id) == kAllowed.end()) {
      faults.push_back("does not belong here: " + extension.id.to_dotted());
    }
  }
}

}  // namespace

constinit const Lint kSubscriberExtensions = {
    .name = "cabf_br_subscriber_extensions",
    .citation = "TLS BR 7.1.2.7.6, 7.1.2.11.5; NT-163, NT-176",
    .source = Source::cabf_br,
    .severity = Severity::error,
    .scope = kSubscriber | kPublicTrust,
    .effective_from = at_date(2023, 9, 15),
    .check = check,
};

}  // namespace chancery::lint::cabf_br
