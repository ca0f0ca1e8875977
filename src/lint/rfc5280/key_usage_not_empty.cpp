#include "lint/rule.h"

namespace chancery::lint::rfc5280 {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  if (certificate.key_usage == 0U) {
    faults.emplace_back("keyUsage has no bit set");
  }
}

}  // namespace

constinit const Lint kKeyUsageNotEmpty = {
    .name = "rfc5280_key_usage_not_empty",
    .citation = "RFC 5280 4.2.1.3",
    .source = Source::rfc5280,
    .severity = Severity::error,
    .scope = kAnyKind | kAnyTrust,
    .effective_from = at_date(2008, 5, 1),
    .check = check,
};

}  // namespace chancery::lint::rfc5280
