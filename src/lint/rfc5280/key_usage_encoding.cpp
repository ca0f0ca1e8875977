#include <bit>

#include "lint/rule.h"

namespace chancery::lint::rfc5280 {
namespace {

// A BIT STRING of named bits in DER ends with its last bit that is set: tag, length, how many bits
// of the last octet are unused, octets.
void check(const View& certificate, const Context&, Faults& faults) {
  constexpr std::size_t kUnused = 2;
  const ExtensionView* usage = certificate.find(x509::kKeyUsage);
  if (usage == nullptr || usage->value.size() <= kUnused + 1) {
    return;  // without any bit it is another lint's fault
  }
  const std::uint8_t last = usage->value.back();
  if (last == 0 || std::countr_zero(last) != usage->value[kUnused]) {
    faults.push_back("trailing zero bits are encoded: " + to_hex(usage->value));
  }
}

}  // namespace

constinit const Lint kKeyUsageEncoding = {
    .name = "rfc5280_key_usage_encoding",
    .citation = "RFC 5280 4.2.1.3; X.690 11.2.2",
    .source = Source::rfc5280,
    .severity = Severity::error,
    .scope = kAnyKind | kAnyTrust,
    .effective_from = at_date(2008, 5, 1),
    .check = check,
};

}  // namespace chancery::lint::rfc5280
