#include "lint/rule.h"

namespace chancery::lint::cabf_br {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  const auto& id = certificate.authority_key_id;
  if (id && !(certificate.subject_key_id && equal(id->key_id, *certificate.subject_key_id))) {
    faults.emplace_back("authorityKeyIdentifier of a root is not its own subjectKeyIdentifier");
  }
}

}  // namespace

constinit const Lint kRootAuthorityKeyId = {
    .name = "cabf_br_root_authority_key_id",
    .citation = "TLS BR 7.1.2.1.3; NT-147",
    .source = Source::cabf_br,
    .severity = Severity::error,
    .scope = kRootCa | kAnyTrust,
    .effective_from = at_date(2023, 9, 15),
    .check = check,
};

}  // namespace chancery::lint::cabf_br
