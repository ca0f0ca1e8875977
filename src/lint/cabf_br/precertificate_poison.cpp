#include "lint/rule.h"

namespace chancery::lint::cabf_br {
namespace {

constexpr std::array<std::uint8_t, 2> kNull = {0x05, 0x00};

void check_precertificate(const View& certificate, Faults& faults) {
  const ExtensionView* const poison = certificate.find(x509::kPrecertificatePoison);
  if (poison == nullptr || !poison->critical || !equal(poison->value, kNull)) {
    faults.emplace_back("a precertificate has the poison extension, critical, of the bytes 05 00");
  }
  if (certificate.find(x509::kSctList) != nullptr) {
    faults.emplace_back("a precertificate has no list of SCTs");
  }
}

void check(const View& certificate, const Context& context, Faults& faults) {
  if (context.precertificate) {
    check_precertificate(certificate, faults);
  } else if (certificate.find(x509::kPrecertificatePoison) != nullptr) {
    faults.emplace_back("the poison of a precertificate in a certificate");
  }
}

}  // namespace

constinit const Lint kPrecertificatePoison = {
    .name = "cabf_br_precertificate_poison",
    .citation = "TLS BR 7.1.2.9.1, 7.1.2.9.3; RFC 6962 3.1; NT-170",
    .source = Source::cabf_br,
    .severity = Severity::error,
    .scope = kAnyKind | kAnyTrust,
    .effective_from = at_date(2023, 9, 15),
    .check = check,
};

}  // namespace chancery::lint::cabf_br
