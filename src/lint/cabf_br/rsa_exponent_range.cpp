#include "lint/rule.h"

namespace chancery::lint::cabf_br {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  const BytesView exponent = certificate.key.exponent;
  const bool small =
      exponent.size() < 3 || (exponent.size() == 3 && (exponent[0] < 1 || exponent[2] < 1));
  if (certificate.key.algorithm == kRsaEncryption && (small || exponent.size() > 32)) {
    faults.push_back("the exponent should lie between 2^16+1 and 2^256-1: " + to_hex(exponent));
  }
}

}  // namespace

constinit const Lint kRsaExponentRange = {
    .name = "cabf_br_rsa_exponent_range",
    .citation = "TLS BR 6.1.6",
    .source = Source::cabf_br,
    .severity = Severity::warning,
    .scope = kAnyKind | kAnyTrust,
    .effective_from = at_date(2014, 1, 1),
    .check = check,
};

}  // namespace chancery::lint::cabf_br
