#include "lint/rule.h"

namespace chancery::lint::rfc5280 {
namespace {

void check(const View& certificate, const Context& context, Faults& faults) {
  const auto& id = certificate.authority_key_id;
  if (id && id->has_key_id && !equal(id->key_id, context.issuer.key_id)) {
    faults.push_back("names another key: " + to_hex(id->key_id));
  }
}

}  // namespace

constinit const Lint kAuthorityKeyIdMatches = {
    .name = "rfc5280_authority_key_id_matches",
    .citation = "RFC 5280 4.2.1.1; TLS BR 7.1.2.11.1",
    .source = Source::rfc5280,
    .severity = Severity::error,
    .scope = kAnySubordinate | kSubscriber | kOcspResponder | kAnyTrust,
    .effective_from = at_date(2008, 5, 1),
    .check = check,
};

}  // namespace chancery::lint::rfc5280
