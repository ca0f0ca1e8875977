#include "lint/rule.h"

namespace chancery::lint::cps {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  if (certificate.serial.size() < 16) {
    faults.push_back(fmt::format("serial has {} octets", certificate.serial.size()));
  }
}

}  // namespace

constinit const Lint kSerial126Bits = {
    .name = "cps_serial_126_bits",
    .citation = "House rule: serials of 16 octets with 126 random bits",
    .source = Source::cps,
    .severity = Severity::error,
    .scope = kAnyKind | kAnyTrust,
    .effective_from = policy::kAlways,
    .check = check,
};

}  // namespace chancery::lint::cps
