#include "lint/rule.h"

namespace chancery::lint::cabf_br {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  const auto& attributes = certificate.subject.attributes;
  for (auto one = attributes.begin(); one != attributes.end(); ++one) {
    const bool may_repeat =
        one->type == x509::kStreetAddress || one->type == x509::kDomainComponent;
    if (!may_repeat &&
        std::ranges::find(attributes.begin(), one, one->type, &AttributeView::type) != one) {
      faults.push_back("stands there twice: " + one->type.to_dotted());
    }
  }
}

}  // namespace

constinit const Lint kAttributesOnce = {
    .name = "cabf_br_attributes_once",
    .citation = "TLS BR 7.1.4.1; NT-22",
    .source = Source::cabf_br,
    .severity = Severity::error,
    .scope = kAnyKind | kAnyTrust,
    .effective_from = at_date(2023, 9, 15),
    .check = check,
};

}  // namespace chancery::lint::cabf_br
