#include "lint/rule.h"

namespace chancery::lint::rfc5280 {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  each_name(certificate, kDnsName, [&](BytesView value) {
    std::string_view name = as_text(value);
    if (name.starts_with("*.")) {
      name.remove_prefix(2);
    }
    if (!is_host_name(name)) {
      faults.push_back("not in preferred name syntax: " + printable(value));
    }
  });
}

}  // namespace

constinit const Lint kSanDnsSyntax = {
    .name = "rfc5280_san_dns_syntax",
    .citation = "RFC 5280 4.2.1.6; RFC 1034 3.5; RFC 1123 2.1",
    .source = Source::rfc5280,
    .severity = Severity::error,
    .scope = kAnyKind | kAnyTrust,
    .effective_from = at_date(2008, 5, 1),
    .check = check,
};

}  // namespace chancery::lint::rfc5280
