#include "lint/rule.h"

namespace chancery::lint::rfc5280 {
namespace {

// What RFC 5280 section 4.2 tells every application to process.
constexpr std::array kKnown = {x509::kKeyUsage,         x509::kCertificatePolicies,
                               x509::kSubjectAltName,   x509::kBasicConstraints,
                               x509::kNameConstraints,  x509::kPolicyConstraints,
                               x509::kExtendedKeyUsage, x509::kInhibitAnyPolicy};

void check(const View& certificate, const Context& context, Faults& faults) {
  for (const ExtensionView& extension : certificate.extensions) {
    const bool poison = context.precertificate && extension.id == x509::kPrecertificatePoison;
    if (extension.critical && !poison && std::ranges::find(kKnown, extension.id) == kKnown.end()) {
      faults.push_back("critical, but nobody knows " + extension.id.to_dotted());
    }
  }
}

}  // namespace

constinit const Lint kCriticalKnown = {
    .name = "rfc5280_critical_known",
    .citation = "RFC 5280 4.2",
    .source = Source::rfc5280,
    .severity = Severity::error,
    .scope = kAnyKind | kAnyTrust,
    .effective_from = at_date(2008, 5, 1),
    .check = check,
};

}  // namespace chancery::lint::rfc5280
