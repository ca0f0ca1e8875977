#include "lint/rule.h"

namespace chancery::lint::cabf_br {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  if (certificate.serial.size() < 8) {
    faults.push_back(
        fmt::format("{} octets cannot hold 64 random bits", certificate.serial.size()));
  }
}

}  // namespace

constinit const Lint kSerialEntropy = {
    .name = "cabf_br_serial_entropy",
    .citation = "TLS BR 7.1.2.7; NT-145",
    .source = Source::cabf_br,
    .severity = Severity::error,
    .scope = kAnyKind | kPublicTrust,
    .effective_from = at_date(2016, 9, 30),
    .check = check,
};

}  // namespace chancery::lint::cabf_br
