#include "lint/rule.h"

namespace chancery::lint::rfc5280 {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  const auto& list = certificate.extensions;
  for (auto one = list.begin(); one != list.end(); ++one) {
    if (certificate.find(one->id) != &*one) {
      faults.push_back("stands there twice: " + one->id.to_dotted());
    }
  }
}

}  // namespace

constinit const Lint kExtensionsUnique = {
    .name = "rfc5280_extensions_unique",
    .citation = "RFC 5280 4.2",
    .source = Source::rfc5280,
    .severity = Severity::error,
    .scope = kAnyKind | kAnyTrust,
    .effective_from = at_date(2008, 5, 1),
    .check = check,
};

}  // namespace chancery::lint::rfc5280
