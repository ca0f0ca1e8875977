#include "va/caa.h"

#include <algorithm>
#include <boost/json.hpp>
#include <fmt/ranges.h>

#include "net/errors.h"
#include "va/caa_rules.h"
#include "va/errors.h"
#include "va/evidence.h"

namespace chancery::va {
namespace {

// One look-up, repeated once when it failed for a reason that may pass.
Result<net::DnsAnswer> ask_twice(net::Resolver& resolver, const net::QueryName& name,
                                 net::Deadline deadline) {
  const auto first =
      resolver.query(name, net::RecordType::caa, deadline.within(deadline.remaining() / 2));
  if (first || first.error().is(net::kDnsBogus)) {
    return first;
  }
  return resolver.query(name, net::RecordType::caa, deadline.within(deadline.remaining() / 2));
}

// Whether DNSSEC shows the zone that holds `name` to be unsigned (RFC 4035 section 4.3). An answer
// that came through an alias tells of the alias's zone, so it proves nothing. That the zone's
// servers answer us at all also shows that the failure lies outside of our own network.
bool zone_is_proven_insecure(net::Resolver& resolver, const net::QueryName& name,
                             net::Deadline deadline) {
  if (!resolver.validates()) {
    return false;
  }
  const auto answer = resolver.query(name, net::RecordType::soa, deadline);
  return answer && answer->aliases.empty() && answer->security == net::Security::insecure;
}

struct Found {
  std::optional<net::DnsAnswer> answer;  ///< the relevant record set, when there is one
  net::Security security = net::Security::secure;
  bool failure_excused = false;
};

// RFC 8659 section 3: RelevantCAASet.
Result<Found> find_relevant(net::Resolver& resolver, const CaaSettings& settings,
                            const x509::DnsName& name, net::Deadline deadline) {
  Found found;
  for (auto next = std::optional(name); next; next = next->parent()) {
    const auto asked = TRY(net::QueryName::parse(next->text()));
    auto answer = ask_twice(resolver, asked, deadline);
    if (!answer) {
      if (answer.error().is(net::kDnsBogus)) {
        return pass(answer);
      }
      if (settings.lookup_failure == CaaLookupFailure::refuses ||
          !zone_is_proven_insecure(resolver, asked, deadline)) {
        return std::unexpected(
            Error(kCaaLookupFailed,
                  {{"name", asked.text()}, {"failure", std::string(answer.error().code())}})
                .log_only(answer.error().log_line()));
      }
      found.failure_excused = true;
      found.security = net::Security::insecure;
      continue;
    }
    if (answer->security == net::Security::insecure) {
      found.security = net::Security::insecure;
    }
    if (answer->outcome == net::Outcome::data) {
      found.answer = std::move(*answer);
      return found;
    }
  }
  return found;
}

Error with_records(Error error, const CaaQuestion& question, const DnsObservation& seen,
                   const std::vector<std::string>& iodef) {
  auto out = std::move(error)
                 .with("name", question.name.text())
                 .with("found_at", seen.name)
                 .with("records", fmt::format("{}", fmt::join(seen.records, ", ")));
  return iodef.empty() ? out
                       : std::move(out).with("iodef", fmt::format("{}", fmt::join(iodef, ", ")));
}

}  // namespace

std::string_view to_text(CaaReason reason) {
  switch (reason) {
    case CaaReason::no_records:
      return "no_records";
    case CaaReason::no_restriction:
      return "no_restriction";
    case CaaReason::authorized:
      return "authorized";
    case CaaReason::lookup_failed_insecure:
      return "lookup_failed_insecure";
  }
  return "?";
}

std::string to_json(const CaaDecision& decision) {
  return boost::json::serialize(boost::json::object{
      {"name", decision.name.text()},
      {"reason", to_text(decision.reason)},
      {"found_at", decision.found_at},
      {"records", boost::json::array(decision.records.begin(), decision.records.end())},
      {"dnssec", net::to_text(decision.security)},
      {"checked", to_rfc3339(decision.checked)},
      {"usable_until", to_rfc3339(decision.usable_until)}});
}

CaaChecker::CaaChecker(net::Resolver& resolver, const Clock& clock, CaaSettings settings)
    : resolver_(resolver), clock_(clock), settings_(std::move(settings)) {}

Result<CaaDecision> CaaChecker::check(const CaaQuestion& question, net::Deadline deadline) const {
  const Time checked = clock_.now();
  const auto found =
      TRY(find_relevant(resolver_, settings_, question.name.without_wildcard(), deadline));
  CaaDecision decision{
      question.name,
      found.failure_excused ? CaaReason::lookup_failed_insecure : CaaReason::no_records,
      {},
      {},
      found.security,
      checked,
      caa_usable_until(checked, std::chrono::seconds(0))};
  if (!found.answer) {
    return decision;
  }
  const auto seen = observe(*found.answer);
  const auto records = net::caa_of(*found.answer);
  if (!records) {
    return std::unexpected(with_records(
        Error(kCaaMalformed).with("reason", std::string(records.error().parameter("reason"))),
        question, seen, {}));
  }
  auto reason = judge_caa(*records, question, settings_.issuer_domains);
  if (!reason) {
    return std::unexpected(
        with_records(std::move(reason).error(), question, seen, iodef_of(*records)));
  }
  decision.reason = *reason;
  decision.found_at = seen.name;
  decision.records = seen.records;
  decision.usable_until = caa_usable_until(checked, found.answer->ttl);
  return decision;
}

}  // namespace chancery::va
