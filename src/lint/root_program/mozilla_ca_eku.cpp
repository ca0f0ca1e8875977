#include "lint/rule.h"

namespace chancery::lint::root_program {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  if (!certificate.extended_key_usage || has_purpose(certificate, x509::kAnyExtendedKeyUsage)) {
    faults.emplace_back("a CA that is not limited by extKeyUsage");
  }
}

}  // namespace

constinit const Lint kMozillaCaEku = {
    .name = "root_program_mozilla_ca_eku",
    .citation = "Mozilla Root Store Policy 3.1 section 5.3",
    .source = Source::root_program,
    .severity = Severity::error,
    .scope = kSubordinateCa | kNonTlsCa | kPublicTrust,
    .effective_from = at_date(2019, 1, 1),
    .check = check,
};

}  // namespace chancery::lint::root_program
