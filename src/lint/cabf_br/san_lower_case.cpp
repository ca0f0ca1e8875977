#include "lint/rule.h"

namespace chancery::lint::cabf_br {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  each_name(certificate, kDnsName, [&](BytesView value) {
    const auto is_upper = [](std::uint8_t octet) { return octet >= 'A' && octet <= 'Z'; };
    if (std::ranges::any_of(value, is_upper)) {
      faults.push_back("capital letters: " + printable(value));
    }
  });
}

}  // namespace

constinit const Lint kSanLowerCase = {
    .name = "cabf_br_san_lower_case",
    .citation = "TLS BR 7.1.2.7.12 (house rule: one form of a name)",
    .source = Source::cabf_br,
    .severity = Severity::warning,
    .scope = kSubscriber | kPublicTrust,
    .effective_from = policy::kAlways,
    .check = check,
};

}  // namespace chancery::lint::cabf_br
