#include "lint/rule.h"

namespace chancery::lint::rfc5280 {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  each_name(certificate, kIpAddress, [&](BytesView value) {
    if (value.size() != 4 && value.size() != 16) {
      faults.push_back(fmt::format("iPAddress of {} octets", value.size()));
    }
  });
}

}  // namespace

constinit const Lint kSanIpLength = {
    .name = "rfc5280_san_ip_length",
    .citation = "RFC 5280 4.2.1.6",
    .source = Source::rfc5280,
    .severity = Severity::error,
    .scope = kAnyKind | kAnyTrust,
    .effective_from = at_date(2008, 5, 1),
    .check = check,
};

}  // namespace chancery::lint::rfc5280
