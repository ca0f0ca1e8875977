#include "lint/rule.h"

namespace chancery::lint::rfc5280 {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  each_name(certificate, kRfc822Name, [&](BytesView value) {
    const std::string_view mailbox = as_text(value);
    const auto at = mailbox.rfind('@');
    if (at == std::string_view::npos || at == 0 || at > 64 || !is_printable_ascii(mailbox) ||
        !is_host_name(mailbox.substr(at + 1))) {
      faults.push_back("not a mailbox: " + printable(value));
    }
  });
}

}  // namespace

constinit const Lint kSanEmailSyntax = {
    .name = "rfc5280_san_email_syntax",
    .citation = "RFC 5280 4.2.1.6; RFC 5321 4.1.2",
    .source = Source::rfc5280,
    .severity = Severity::error,
    .scope = kAnyKind | kAnyTrust,
    .effective_from = at_date(2008, 5, 1),
    .check = check,
};

}  // namespace chancery::lint::rfc5280
