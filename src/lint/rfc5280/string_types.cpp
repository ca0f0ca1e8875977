#include "lint/rule.h"

namespace chancery::lint::rfc5280 {
namespace {

bool has_allowed_type(const AttributeView& attribute) {
  if (attribute.type == x509::kCountry) {
    return attribute.tag == der::Tag::printable_string;
  }
  if (attribute.type == x509::kEmailAddress || attribute.type == x509::kDomainComponent) {
    return attribute.tag == der::Tag::ia5_string;
  }
  return attribute.tag == der::Tag::utf8_string || attribute.tag == der::Tag::printable_string;
}

void check(const View& certificate, const Context&, Faults& faults) {
  for (const AttributeView& attribute : certificate.subject.attributes) {
    if (!has_allowed_type(attribute)) {
      faults.push_back(fmt::format("{} has the string type {:#04x}", attribute.type.to_dotted(),
                                   static_cast<unsigned>(attribute.tag)));
    }
    if (attribute.tag == der::Tag::printable_string && !is_printable_string(attribute.value)) {
      faults.push_back("outside of PrintableString: " + printable(attribute.value));
    }
    if (attribute.value.empty()) {
      faults.push_back("empty: " + attribute.type.to_dotted());
    }
  }
}

}  // namespace

constinit const Lint kStringTypes = {
    .name = "rfc5280_string_types",
    .citation = "RFC 5280 4.1.2.4, 4.1.2.6; TLS BR 7.1.4.2",
    .source = Source::rfc5280,
    .severity = Severity::error,
    .scope = kAnyKind | kAnyTrust,
    .effective_from = at_date(2008, 5, 1),
    .check = check,
};

}  // namespace chancery::lint::rfc5280
