#include "lint/rule.h"

namespace chancery::lint::rfc5280 {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  if (!certificate.extended_key_usage) {
    return;
  }
  const auto& purposes = *certificate.extended_key_usage;
  if (purposes.empty()) {
    faults.emplace_back("extKeyUsage holds no purpose");
  }
  for (auto one = purposes.begin(); one != purposes.end(); ++one) {
    if (std::find(purposes.begin(), one, *one) != one) {
      faults.push_back("stands there twice: " + one->to_dotted());
    }
  }
}

}  // namespace

constinit const Lint kEkuContent = {
    .name = "rfc5280_eku_content",
    .citation = "RFC 5280 4.2.1.12",
    .source = Source::rfc5280,
    .severity = Severity::error,
    .scope = kAnyKind | kAnyTrust,
    .effective_from = at_date(2008, 5, 1),
    .check = check,
};

}  // namespace chancery::lint::rfc5280
