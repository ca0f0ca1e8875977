#include "lint/rule.h"

namespace chancery::lint::cabf_br {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  if (has_purpose(certificate, x509::kPrecertificateSigning)) {
    faults.emplace_back("Precertificate Signing CAs are forbidden since 2026-03-15");
  }
}

}  // namespace

constinit const Lint kPrecertificateSigningCa = {
    .name = "cabf_br_precertificate_signing_ca",
    .citation = "TLS BR 2.2.6 section 7.1.2.4 (ballot SC092); NT-151",
    .source = Source::cabf_br,
    .severity = Severity::error,
    .scope = kAnyCa | kPublicTrust,
    .effective_from = at_date(2026, 3, 15),
    .check = check,
};

}  // namespace chancery::lint::cabf_br
