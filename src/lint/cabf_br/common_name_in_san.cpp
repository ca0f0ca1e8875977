#include "lint/rule.h"
#include "x509/ip_address.h"

namespace chancery::lint::cabf_br {
namespace {

bool says(const GeneralNameView& name, std::string_view text) {
  if (name.number == kIpAddress) {
    const auto address = x509::IpAddress::from_bytes(name.value);
    return address && address->text() == text;
  }
  return name.number == kDnsName && as_text(name.value) == text;
}

bool is_among_names(const View& certificate, BytesView text) {
  return certificate.subject_alt_names &&
         std::ranges::any_of(*certificate.subject_alt_names,
                             [&](const auto& name) { return says(name, as_text(text)); });
}

void check(const View& certificate, const Context&, Faults& faults) {
  for (const AttributeView& attribute : certificate.subject.attributes) {
    if (attribute.type == x509::kCommonName && !is_among_names(certificate, attribute.value)) {
      faults.push_back("not one of the names: " + printable(attribute.value));
    }
  }
}

}  // namespace

constinit const Lint kCommonNameInSan = {
    .name = "cabf_br_common_name_in_san",
    .citation = "TLS BR 7.1.4.3; NT-15, NT-16",
    .source = Source::cabf_br,
    .severity = Severity::error,
    .scope = kSubscriber | kPublicTrust,
    .effective_from = policy::kAlways,
    .check = check,
};

}  // namespace chancery::lint::cabf_br
