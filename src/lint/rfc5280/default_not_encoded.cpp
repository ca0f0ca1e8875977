#include "lint/rule.h"

namespace chancery::lint::rfc5280 {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  for (const ExtensionView& extension : certificate.extensions) {
    if (extension.explicit_false) {
      faults.push_back("critical FALSE is written out in " + extension.id.to_dotted());
    }
  }
}

}  // namespace

constinit const Lint kDefaultNotEncoded = {
    .name = "rfc5280_default_not_encoded",
    .citation = "X.690 11.5; RFC 5280 4.2",
    .source = Source::rfc5280,
    .severity = Severity::error,
    .scope = kAnyKind | kAnyTrust,
    .effective_from = at_date(2008, 5, 1),
    .check = check,
};

}  // namespace chancery::lint::rfc5280
