#include "va/validator.h"

#include "va/attempt.h"

namespace chancery::va {
namespace {

// The name or address whose control the method shows (BR 5.4.1(2)(2)).
std::string authorization_domain_of(const Challenge& challenge) {
  if (const auto* change = std::get_if<DnsChangeChallenge>(&challenge)) {
    return change->authorization_domain.text();
  }
  const auto identifier = identifier_of(challenge);
  return identifier.dns() != nullptr ? identifier.dns()->without_wildcard().text()
                                     : identifier.value();
}

}  // namespace

Validator::Validator(net::Resolver& resolver, const Clock& clock, ValidatorSettings settings)
    : resolver_(resolver),
      clock_(clock),
      settings_(std::move(settings)),
      fetcher_(net::AddressFilter(settings_.private_addresses), settings_.user_agent),
      connector_(net::AddressFilter(settings_.private_addresses)),
      caa_(resolver, clock, settings_.caa) {}

Result<Evidence> Validator::validate(const Challenge& challenge, net::Deadline deadline) {
  const Time started = clock_.now();
  const auto identifier = identifier_of(challenge);
  const auto* rule = TRY(rule_for(method_of(challenge), identifier, started));
  const Tools tools{resolver_, fetcher_, connector_, settings_};
  Observations seen;
  TRY(std::visit([&](const auto& c) { return prove(c, tools, deadline, seen); }, challenge));
  return Evidence{rule,
                  identifier,
                  authorization_domain_of(challenge),
                  std::string(name()),
                  started,
                  clock_.now(),
                  std::move(seen.dns),
                  std::move(seen.http),
                  std::move(seen.tls)};
}

Result<CaaDecision> Validator::check_caa(const CaaQuestion& question, net::Deadline deadline) {
  return caa_.check(question, deadline);
}

}  // namespace chancery::va
