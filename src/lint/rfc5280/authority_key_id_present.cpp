#include "lint/rule.h"

namespace chancery::lint::rfc5280 {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  if (!certificate.authority_key_id || !certificate.authority_key_id->has_key_id) {
    faults.emplace_back("authorityKeyIdentifier with a keyIdentifier is missing");
  }
}

}  // namespace

constinit const Lint kAuthorityKeyIdPresent = {
    .name = "rfc5280_authority_key_id_present",
    .citation = "RFC 5280 4.2.1.1",
    .source = Source::rfc5280,
    .severity = Severity::error,
    .scope = kAnySubordinate | kSubscriber | kOcspResponder | kAnyTrust,
    .effective_from = at_date(2008, 5, 1),
    .check = check,
};

}  // namespace chancery::lint::rfc5280
