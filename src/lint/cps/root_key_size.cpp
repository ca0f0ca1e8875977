#include "lint/rule.h"

namespace chancery::lint::cps {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  const bool short_rsa =
      certificate.key.algorithm == kRsaEncryption && bit_length(certificate.key.modulus) < 4096;
  if (short_rsa || certificate.key.curve == kCurveP256) {
    faults.emplace_back("a root's key has RSA 4096 or P-384 at least");
  }
}

}  // namespace

constinit const Lint kRootKeySize = {
    .name = "cps_root_key_size",
    .citation = "CPS 1.0.6 section 6.1.5; NT-133, NT-134",
    .source = Source::cps,
    .severity = Severity::error,
    .scope = kRootCa | kPublicTrust,
    .effective_from = policy::kAlways,
    .check = check,
};

}  // namespace chancery::lint::cps
