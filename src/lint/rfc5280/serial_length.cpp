#include "lint/rule.h"

namespace chancery::lint::rfc5280 {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  if (certificate.serial.size() > 20) {
    faults.push_back(fmt::format("serial has {} octets", certificate.serial.size()));
  }
}

}  // namespace

constinit const Lint kSerialLength = {
    .name = "rfc5280_serial_length",
    .citation = "RFC 5280 4.1.2.2",
    .source = Source::rfc5280,
    .severity = Severity::error,
    .scope = kAnyKind | kAnyTrust,
    .effective_from = at_date(2008, 5, 1),
    .check = check,
};

}  // namespace chancery::lint::rfc5280
