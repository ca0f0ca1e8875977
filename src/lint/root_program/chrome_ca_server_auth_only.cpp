#include "lint/rule.h"

namespace chancery::lint::root_program {
namespace {

void check(const View& certificate, const Context&, Faults& faults) {
  if (certificate.extended_key_usage && certificate.extended_key_usage->size() != 1) {
    faults.emplace_back("a TLS CA for other purposes too");
  }
}

}  // namespace

constinit const Lint kChromeCaServerAuthOnly = {
    .name = "root_program_chrome_ca_server_auth_only",
    .citation = "Chrome Root Program 1.8 section 1.3.2",
    .source = Source::root_program,
    .severity = Severity::error,
    .scope = kSubordinateCa | kPublicTrust,
    .effective_from = at_date(2026, 6, 15),
    .check = check,
};

}  // namespace chancery::lint::root_program
