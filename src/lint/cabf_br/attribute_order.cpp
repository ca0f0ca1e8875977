#include "lint/rule.h"

namespace chancery::lint::cabf_br {
namespace {

// The table of TLS BR 7.1.4.2. What is not in it may stand anywhere.
constexpr std::array kOrder = {x509::kDomainComponent,    x509::kCountry,    x509::kStateOrProvince,
                               x509::kLocality,           x509::kPostalCode, x509::kStreetAddress,
                               x509::kOrganization,       x509::kSurname,    x509::kGivenName,
                               x509::kOrganizationalUnit, x509::kCommonName};

void check(const View& certificate, const Context&, Faults& faults) {
  auto reached = kOrder.begin();
  for (const AttributeView& attribute : certificate.subject.attributes) {
    const auto place = std::ranges::find(kOrder, attribute.type);
    if (place == kOrder.end()) {
      continue;
    }
    if (place < reached) {
      faults.push_back("stands too late: " + attribute.type.to_dotted());
    }
    reached = std::max(reached, place);
  }
}

}  // namespace

constinit const Lint kAttributeOrder = {
    .name = "cabf_br_attribute_order",
    .citation = "TLS BR 7.1.4.2; NT-22",
    .source = Source::cabf_br,
    .severity = Severity::error,
    .scope = kAnyKind | kPublicTrust,
    .effective_from = at_date(2023, 9, 15),
    .check = check,
};

}  // namespace chancery::lint::cabf_br
