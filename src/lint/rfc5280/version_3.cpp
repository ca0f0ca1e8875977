#include "lint/rule.h"

namespace chancery::lint::rfc5280 {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  if (certificate.version != 2) {
    faults.push_back(certificate.version
                         ? fmt::format("version is encoded as {}", *certificate.version)
                         : std::string("version is absent: v1"));
  }
}

}  // namespace

constinit const Lint kVersion3 = {
    .name = "rfc5280_version_3",
    .citation = "RFC 5280 4.1.2.1",
    .source = Source::rfc5280,
    .severity = Severity::error,
    .scope = kAnyKind | kAnyTrust,
    .effective_from = at_date(2008, 5, 1),
    .check = check,
};

}  // namespace chancery::lint::rfc5280
