#include "lint/rule.h"

namespace chancery::lint::cabf_br {
namespace {

constexpr std::array kForbidden = {x509::kSubjectAltName, x509::kNameConstraints,
                                   x509::kCrlDistributionPoints, x509::kCertificatePolicies};

void check(const View& certificate, const Context&, Faults& faults) {
  for (const der::Oid& id : kForbidden) {
    if (certificate.find(id) != nullptr) {
      faults.push_back("does not belong here: " + id.to_dotted());
    }
  }
}

}  // namespace

constinit const Lint kOcspResponderExtensions = {
    .name = "cabf_br_ocsp_responder_extensions",
    .citation = "TLS BR 7.1.2.8.3; NT-169",
    .source = Source::cabf_br,
    .severity = Severity::error,
    .scope = kOcspResponder | kPublicTrust,
    .effective_from = at_date(2023, 9, 15),
    .check = check,
};

}  // namespace chancery::lint::cabf_br
