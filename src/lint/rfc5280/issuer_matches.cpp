#include "lint/rule.h"

namespace chancery::lint::rfc5280 {
namespace {

// Byte for byte: clients that compare names without folding must find the chain.
void check(const View& certificate, const Context& context, Faults& faults) {
  const BytesView expected = context.kind == profile::CertificateKind::root_ca
                                 ? certificate.subject.tlv
                                 : context.issuer.subject_tlv;
  if (!equal(certificate.issuer.tlv, expected)) {
    faults.emplace_back("issuer differs from the subject of the issuing certificate");
  }
}

}  // namespace

constinit const Lint kIssuerMatches = {
    .name = "rfc5280_issuer_matches",
    .citation = "RFC 5280 4.1.2.4; TLS BR 7.1.4.1",
    .source = Source::rfc5280,
    .severity = Severity::error,
    .scope = kAnyKind | kAnyTrust,
    .effective_from = at_date(2008, 5, 1),
    .check = check,
};

}  // namespace chancery::lint::rfc5280
