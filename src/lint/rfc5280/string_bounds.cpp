#include "lint/rule.h"

namespace chancery::lint::rfc5280 {
namespace {

struct Bound {
  der::Oid type;
  std::size_t characters;
};
constexpr std::array kBounds = {
    Bound{x509::kCommonName, 64},   Bound{x509::kCountry, 2},
    Bound{x509::kLocality, 128},    Bound{x509::kStateOrProvince, 128},
    Bound{x509::kOrganization, 64}, Bound{x509::kOrganizationalUnit, 64},
    Bound{x509::kSerialNumber, 64},
};

void check(const View& certificate, const Context&, Faults& faults) {
  for (const AttributeView& attribute : certificate.subject.attributes) {
    for (const Bound& bound : kBounds) {
      const std::size_t length = characters_in(as_text(attribute.value));
      if (attribute.type == bound.type && length > bound.characters) {
        faults.push_back(fmt::format("{} has {} characters, {} are allowed",
                                     attribute.type.to_dotted(), length, bound.characters));
      }
    }
  }
}

}  // namespace

constinit const Lint kStringBounds = {
    .name = "rfc5280_string_bounds",
    .citation = "RFC 5280 A.1",
    .source = Source::rfc5280,
    .severity = Severity::error,
    .scope = kAnyKind | kAnyTrust,
    .effective_from = at_date(2008, 5, 1),
    .check = check,
};

}  // namespace chancery::lint::rfc5280
