#include "der/reader.h"
#include "lint/rule.h"

namespace chancery::lint::rfc5280 {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  for (const ExtensionView& extension : certificate.extensions) {
    if (!der::check_der(extension.value)) {
      faults.push_back("not DER: the value of " + extension.id.to_dotted());
    }
  }
}

}  // namespace

constinit const Lint kExtensionValueIsDer = {
    .name = "rfc5280_extension_value_is_der",
    .citation = "RFC 5280 4.2",
    .source = Source::rfc5280,
    .severity = Severity::error,
    .scope = kAnyKind | kAnyTrust,
    .effective_from = at_date(2008, 5, 1),
    .check = check,
};

}  // namespace chancery::lint::rfc5280
