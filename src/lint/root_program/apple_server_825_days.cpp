#include "lint/rule.h"
#include "policy/validity.h"

namespace chancery::lint::root_program {
namespace {

// Apple's systems apply this to private CAs as well.
void check(const View& certificate, const Context&, Faults& faults) {
  const auto days = policy::days_in({certificate.not_before.time, certificate.not_after.time});
  if (has_purpose(certificate, x509::kServerAuth) && days > 825) {
    faults.push_back(fmt::format("lives {} days: Apple's systems accept 825", days));
  }
}

}  // namespace

constinit const Lint kAppleServer825Days = {
    .name = "root_program_apple_server_825_days",
    .citation = "Apple HT210176: TLS server certificates since 2019-07-01",
    .source = Source::root_program,
    .severity = Severity::notice,
    .scope = kSubscriber | kPrivateTrust,
    .effective_from = at_date(2019, 7, 1),
    .check = check,
};

}  // namespace chancery::lint::root_program
