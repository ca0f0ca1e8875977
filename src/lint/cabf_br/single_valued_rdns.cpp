#include "lint/rule.h"

namespace chancery::lint::cabf_br {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  const auto& attributes = certificate.subject.attributes;
  for (std::size_t i = 1; i < attributes.size(); ++i) {
    if (attributes[i].rdn == attributes[i - 1].rdn) {
      faults.push_back("shares its RDN: " + attributes[i].type.to_dotted());
    }
  }
}

}  // namespace

constinit const Lint kSingleValuedRdns = {
    .name = "cabf_br_single_valued_rdns",
    .citation = "TLS BR 7.1.4.1; NT-22",
    .source = Source::cabf_br,
    .severity = Severity::error,
    .scope = kAnyKind | kAnyTrust,
    .effective_from = at_date(2023, 9, 15),
    .check = check,
};

}  // namespace chancery::lint::cabf_br
