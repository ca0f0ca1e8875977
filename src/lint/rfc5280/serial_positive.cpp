#include "lint/rule.h"

namespace chancery::lint::rfc5280 {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  const BytesView serial = certificate.serial;
  if ((serial.front() & 0x80U) != 0 || (serial.size() == 1 && serial.front() == 0)) {
    faults.push_back("serial is " + to_hex(serial));
  }
}

}  // namespace

constinit const Lint kSerialPositive = {
    .name = "rfc5280_serial_positive",
    .citation = "RFC 5280 4.1.2.2",
    .source = Source::rfc5280,
    .severity = Severity::error,
    .scope = kAnyKind | kAnyTrust,
    .effective_from = at_date(2008, 5, 1),
    .check = check,
};

}  // namespace chancery::lint::rfc5280
