#include "lint/rule.h"

namespace chancery::lint::cabf_br {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  if (certificate.key.algorithm != kRsaEncryption) {
    return;
  }
  const std::size_t bits = bit_length(certificate.key.modulus);
  if (bits < 2048 || bits % 8 != 0) {
    faults.push_back(fmt::format("an RSA modulus of {} bits", bits));
  }
}

}  // namespace

constinit const Lint kRsaKeySize = {
    .name = "cabf_br_rsa_key_size",
    .citation = "TLS BR 6.1.5; NT-133",
    .source = Source::cabf_br,
    .severity = Severity::error,
    .scope = kAnyKind | kAnyTrust,
    .effective_from = at_date(2014, 1, 1),
    .check = check,
};

}  // namespace chancery::lint::cabf_br
