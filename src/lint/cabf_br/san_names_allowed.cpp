#include "lint/rule.h"
#include "x509/dns_name.h"

namespace chancery::lint::cabf_br {
namespace {

// Internal names, reserved names, reverse zones, A-labels, wildcards of public suffixes: by the
// rows of policy. Names that are no names at all are rfc5280_san_dns_syntax's.
void check(const View& certificate, const Context& context, Faults& faults) {
  each_name(certificate, kDnsName, [&](BytesView value) {
    const auto name = x509::DnsName::parse(as_text(value));
    const auto allowed = name ? context.names->check(*name, context.at) : Result<void>();
    if (!allowed) {
      faults.push_back(std::string(allowed.error().code()) + ": " + printable(value));
    }
  });
}

}  // namespace

constinit const Lint kSanNamesAllowed = {
    .name = "cabf_br_san_names_allowed",
    .citation = "TLS BR 3.2.2.6, 4.2.2, 7.1.2.7.12; NT-24..29",
    .source = Source::cabf_br,
    .severity = Severity::error,
    .scope = kSubscriber | kAnyTrust,
    .effective_from = policy::kAlways,
    .check = check,
};

}  // namespace chancery::lint::cabf_br
