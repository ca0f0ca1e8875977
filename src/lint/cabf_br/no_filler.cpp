#include "lint/rule.h"

namespace chancery::lint::cabf_br {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  for (const AttributeView& attribute : certificate.subject.attributes) {
    if (as_text(attribute.value).find_first_not_of(".- ") == std::string_view::npos) {
      faults.push_back("says nothing: " + attribute.type.to_dotted());
    }
  }
}

}  // namespace

constinit const Lint kNoFiller = {
    .name = "cabf_br_no_filler",
    .citation = "TLS BR 7.1.4.2; NT-20",
    .source = Source::cabf_br,
    .severity = Severity::error,
    .scope = kAnyKind | kAnyTrust,
    .effective_from = policy::kAlways,
    .check = check,
};

}  // namespace chancery::lint::cabf_br
