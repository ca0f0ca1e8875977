#include "lint/rule.h"

namespace chancery::lint::cabf_br {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  for (const AttributeView& attribute : certificate.subject.attributes) {
    if (attribute.type != x509::kCountry) {
      continue;
    }
    const auto is_capital = [](std::uint8_t octet) { return octet >= 'A' && octet <= 'Z'; };
    if (attribute.value.size() != 2 || !std::ranges::all_of(attribute.value, is_capital)) {
      faults.push_back("not a country code: " + printable(attribute.value));
    }
  }
}

}  // namespace

constinit const Lint kCountryCode = {
    .name = "cabf_br_country_code",
    .citation = "TLS BR 7.1.4.2; ISO 3166-1; NT-18, NT-19",
    .source = Source::cabf_br,
    .severity = Severity::error,
    .scope = kAnyKind | kAnyTrust,
    .effective_from = policy::kAlways,
    .check = check,
};

}  // namespace chancery::lint::cabf_br
