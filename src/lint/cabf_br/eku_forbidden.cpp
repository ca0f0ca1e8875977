#include "lint/rule.h"

namespace chancery::lint::cabf_br {
namespace {

constexpr std::array kForbidden = {
    x509::kCodeSigning, x509::kEmailProtection,     x509::kTimeStamping,
    x509::kOcspSigning, x509::kAnyExtendedKeyUsage, x509::kPrecertificateSigning,
};

void check(const View& certificate, const Context&, Faults& faults) {
  for (const der::Oid& purpose : kForbidden) {
    if (has_purpose(certificate, purpose)) {
      faults.push_back("extKeyUsage holds " + purpose.to_dotted());
    }
  }
}

}  // namespace

constinit const Lint kEkuForbidden = {
    .name = "cabf_br_eku_forbidden",
    .citation = "TLS BR 7.1.2.7.10, 7.1.2.10.6; NT-156, NT-165",
    .source = Source::cabf_br,
    .severity = Severity::error,
    .scope = kSubscriber | kSubordinateCa | kPublicTrust,
    .effective_from = at_date(2023, 9, 15),
    .check = check,
};

}  // namespace chancery::lint::cabf_br
