#include "ra/proofs.h"

#include <algorithm>
#include <array>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "base/encoding.h"
#include "policy/limits.h"
#include "ra/errors.h"
#include "ra/names.h"
#include "ra/office.h"
#include "ra/refusals.h"
#include "store/account_repository.h"
#include "store/application_repository.h"
#include "store/authorization_repository.h"

namespace chancery::ra {

namespace {

using model::Application;
using model::ApplicationSource;
using model::ApplicationStatus;
using model::Authorization;
using model::AuthorizationStatus;
using model::ValidationMethod;
using std::chrono::hours;
using std::chrono::seconds;
using store::ApplicationRepository;
using store::AuthorizationRepository;
using store::Transaction;
namespace json = boost::json;

constexpr std::size_t kTokenSize = 32;  // 256 bits; RFC 8555 section 8.1 and BR ask for 128 or 112
constexpr Duration kWorthReusing = hours(1);
constexpr Duration kAttemptTime = seconds(30);

// An attempt that the applicant asked for is repeated while its host or DNS does not answer: RFC
// 8555 section 8.2.
constexpr std::array<Duration, 2> kAcmeRetries{seconds(2), seconds(6)};

std::string subject_of(const Authorization& authorization) {
  return "authorization:" + to_text(authorization.id);
}

std::string identifier_text(const Authorization& authorization) {
  return (authorization.wildcard ? "*." : "") + authorization.identifier.value;
}

std::string details_of(const Authorization& authorization) {
  json::object details{{"account", to_text(authorization.account)},
                       {"identifier", identifier_text(authorization)},
                       {"status", model::validation_status(authorization.status)},
                       {"attempts", authorization.attempts}};
  if (authorization.chosen) {
    details["method"] = model::to_text(*authorization.chosen);
  }
  if (authorization.refusal) {
    details["refused"] = {{"code", authorization.refusal->code},
                          {"detail", authorization.refusal->detail}};
  }
  if (!authorization.evidence.empty()) {
    boost::system::error_code ignored;
    json::value evidence = json::parse(authorization.evidence, ignored);
    details["evidence"] = ignored ? json::value(authorization.evidence) : std::move(evidence);
  }
  return json::serialize(details);
}

Result<va::Challenge> challenge_of(const Authorization& authorization) {
  const x509::Identifier identifier = TRY(identifier_of(authorization.identifier));
  const std::string& proof = authorization.key_authorization;
  switch (*authorization.chosen) {
    case ValidationMethod::http_01:
      return va::Http01Challenge{identifier, authorization.token, proof};
    case ValidationMethod::tls_alpn_01:
      return va::TlsAlpn01Challenge{identifier, proof};
    case ValidationMethod::dns_01:
    case ValidationMethod::dns_change:
      break;
  }
  if (identifier.dns() == nullptr) {
    return fail(kMethodNotOffered, "identifier", label_of(identifier));
  }
  const x509::DnsName domain = TRY(x509::DnsName::parse(identifier_text(authorization)));
  if (*authorization.chosen == ValidationMethod::dns_01) {
    return va::Dns01Challenge{domain, proof};
  }
  const DnsRecord record = dns_record_of(authorization);
  return va::DnsChangeChallenge{domain, *identifier.dns(), record.name, record.value};
}

Result<bool> account_is_valid(store::Snapshot& snapshot, model::AccountId id) {
  const auto account = TRY(store::AccountRepository::by_id(snapshot, id));
  return account && account->status == model::AccountStatus::valid;
}

bool is_offered(ValidationMethod method, const x509::Identifier& identifier) {
  const bool dns_only = identifier.dns() != nullptr && identifier.dns()->is_wildcard();
  switch (method) {
    case ValidationMethod::dns_change:
    case ValidationMethod::dns_01:
      return identifier.dns() != nullptr;
    case ValidationMethod::http_01:
    case ValidationMethod::tls_alpn_01:
      return !dns_only;
  }
  return false;
}

/// The pre-validated domain that the name is in (NC-x6): itself, or the nearest above.
Result<std::optional<Authorization>> covering_domain(store::Snapshot& snapshot,
                                                     const Authorization& wanted, Time worth) {
  if (wanted.identifier.type != model::NameType::dns) {
    return std::nullopt;
  }
  std::string_view domain = wanted.identifier.value;
  for (;;) {
    auto found = TRY(AuthorizationRepository::covering(
        snapshot, wanted.account, {model::NameType::dns, std::string(domain)}, worth));
    const auto dot = domain.find('.');
    if (found || dot == domain.npos) {
      return found;
    }
    domain.remove_prefix(dot + 1);
  }
}

/// NC-x6: OV certificates for a domain that is kept for an organization name no other.
Result<void> check_kept_for(store::Snapshot& snapshot, const Authorization& wanted,
                            const Application& application, Time worth) {
  if (application.organization.empty()) {
    return {};
  }
  const auto domain = TRY(covering_domain(snapshot, wanted, worth));
  if (domain && !domain->organization.empty() && domain->organization != application.organization) {
    return fail(kDomainOfOther, {{"identifier", "dns:" + identifier_text(wanted)},
                                 {"domain", domain->identifier.value}});
  }
  return {};
}

}  // namespace

std::vector<ValidationMethod> acme_methods(const x509::Identifier& identifier) {
  std::vector<ValidationMethod> methods;
  for (const auto method :
       {ValidationMethod::http_01, ValidationMethod::dns_01, ValidationMethod::tls_alpn_01}) {
    if (is_offered(method, identifier)) {
      methods.push_back(method);
    }
  }
  return methods;
}

Authorization Proofs::make(const Application& application, const x509::Identifier& identifier,
                           std::vector<ValidationMethod> methods) {
  Authorization result;
  result.id = office_.ids().next<model::AuthorizationId>();
  result.account = application.account;
  result.application = application.id;
  result.wildcard = identifier.dns() != nullptr && identifier.dns()->is_wildcard();
  result.identifier = result.wildcard
                          ? stored(x509::Identifier(identifier.dns()->without_wildcard()))
                          : stored(identifier);
  result.token = to_base64url(office_.random().bytes(kTokenSize));
  result.offered = std::move(methods);
  result.created = application.created;
  result.expires = application.expires;
  if (application.source != ApplicationSource::acme) {
    result.chosen = result.offered.front();
    if (const auto possible = check_possible(dns_record_of(result)); !possible) {
      result.status = AuthorizationStatus::failed;  // NC-27: nothing to wait for
      result.refusal = refusal_of(possible.error(), "dns:" + identifier_text(result));
      return result;
    }
    result.attempted_at = application.created;
    result.next_check = next_check_after(result.created, result.created, result.expires);
  }
  return result;
}

Result<std::vector<Authorization>> Proofs::plan(store::Snapshot& snapshot,
                                                const Application& application,
                                                std::span<const x509::Identifier> identifiers,
                                                ValidationMethod method, policy::PolicySet set) {
  const bool acme = application.source == ApplicationSource::acme;
  const Time worth = application.created + kWorthReusing;
  const auto reuse = std::chrono::days(policy::validation_reuse_days(set, application.created));
  std::vector<Authorization> planned;
  for (const auto& identifier : identifiers) {
    Authorization fresh =
        make(application, identifier, acme ? acme_methods(identifier) : std::vector{method});
    TRY(check_kept_for(snapshot, fresh, application, worth));
    auto known = TRY(AuthorizationRepository::reusable(snapshot, fresh.account, fresh.identifier,
                                                       fresh.wildcard, worth));
    if (!known && !acme) {  // an ACME client expects an authorization of exactly its identifier
      known = TRY(covering_domain(snapshot, fresh, worth));
    }
    if (known && *known->validated_at + reuse > worth) {
      planned.push_back(*std::move(known));
      continue;
    }
    if (!acme && !is_offered(method, identifier)) {
      return fail(kMethodNotOffered, {{"method", std::string(model::to_text(method))},
                                      {"identifier", label_of(identifier)}});
    }
    planned.push_back(std::move(fresh));
  }
  return planned;
}

Result<void> Proofs::store(Transaction& tx, const Application& application,
                           std::span<const Authorization> authorizations) {
  for (const Authorization& authorization : authorizations) {
    if (authorization.application != application.id) {
      continue;  // used again
    }
    TRY(AuthorizationRepository::insert(tx, authorization));
    if (authorization.next_check) {
      TRY(office_.queue().add(
          tx,
          {std::string(kValidateJob), to_text(authorization.id), *authorization.next_check, {}}));
    }
  }
  return {};
}

Result<Authorization> Proofs::begin_domain(Transaction& tx, model::AccountId account,
                                           const x509::Identifier& domain,
                                           model::OrganizationId organization) {
  Application nobody;  // of no application: its dates alone count
  nobody.account = account;
  nobody.source = ApplicationSource::rest;
  nobody.created = office_.now();
  nobody.expires = nobody.created + office_.settings().proof_time;
  Authorization made = make(nobody, domain, {ValidationMethod::dns_change});
  made.covers_subdomains = true;
  made.organization = organization;
  TRY(store(tx, nobody, std::span(&made, 1)));
  return made;
}

Result<jobs::Verdict> Proofs::run(const jobs::Job& job) {
  const auto id = TRY(parse_id<model::Authorization>(job.key));
  const auto load = [&](store::Snapshot& snapshot) -> Result<std::optional<Authorization>> {
    auto found = TRY(AuthorizationRepository::by_id(snapshot, id));
    if (!found || found->status != AuthorizationStatus::pending || !found->chosen) {
      return std::nullopt;
    }
    return TRY(account_is_valid(snapshot, found->account)) ? std::move(found) : std::nullopt;
  };
  const auto authorization = TRY(office_.database().read(load));
  if (!authorization) {
    return jobs::Done{};
  }
  if (authorization->expires <= office_.now()) {
    return settle(job, id, fail(kAuthorizationClosed));
  }
  const va::Challenge challenge = TRY(challenge_of(*authorization));
  const auto seen = perspective_.validate(challenge, net::Deadline::in(kAttemptTime));
  return seen ? settle(job, id, va::to_json(*seen))
              : settle(job, id, std::unexpected(seen.error()));
}

Result<jobs::Verdict> Proofs::settle(const jobs::Job& job, model::AuthorizationId id,
                                     const Result<std::string>& seen) {
  return office_.database().write([&](Transaction& tx) -> Result<jobs::Verdict> {
    auto authorization = TRY(AuthorizationRepository::locked(tx, id));
    std::optional<Time> again;
    if (authorization && authorization->status == AuthorizationStatus::pending) {
      ++authorization->attempts;
      again = TRY(judge(tx, *authorization, seen));
    }
    TRY(again ? office_.queue().reschedule(tx, job, *again, {})
              : office_.queue().complete(tx, job));
    return jobs::Settled{};
  });
}

/// What the attempt means for the authorization; when to look again, if at all.
Result<std::optional<Time>> Proofs::judge(Transaction& tx, Authorization& authorization,
                                          const Result<std::string>& seen) {
  authorization.next_check.reset();
  if (seen) {
    TRY(succeed(tx, authorization, *seen));
    return std::nullopt;
  }
  if (authorization.expires <= office_.now()) {
    TRY(end(tx, authorization, AuthorizationStatus::timeout, authorization.refusal));
    return std::nullopt;
  }
  const auto refusal = refusal_of(seen.error());
  const auto again = next_attempt(authorization, seen.error());
  if (!again) {
    TRY(end(tx, authorization, AuthorizationStatus::invalid, refusal));
    return std::nullopt;
  }
  const bool is_news = !authorization.refusal || authorization.refusal->code != refusal.code;
  authorization.refusal = refusal;
  authorization.next_check = again;
  TRY(AuthorizationRepository::update(tx, authorization));
  if (is_news) {  // the same answer every 15 minutes for 72 hours is recorded once
    TRY(office_.record(tx, "authorization.not_proven", "system", subject_of(authorization),
                       audit::Outcome::failed, details_of(authorization)));
  }
  return again;
}

/// ACME: soon, and only while the other side does not answer at all. Else: for 72 hours.
std::optional<Time> Proofs::next_attempt(const Authorization& authorization,
                                         const Error& error) const {
  const Time now = office_.now();
  if (authorization.key_authorization.empty()) {
    return next_check_after(authorization.created, now, authorization.expires);
  }
  const auto retry = static_cast<std::size_t>(authorization.attempts) - 1;
  if (!is_passing(error) || retry >= kAcmeRetries.size()) {
    return std::nullopt;
  }
  return std::min(now + kAcmeRetries.at(retry), authorization.expires);
}

Result<void> Proofs::succeed(Transaction& tx, Authorization& authorization,
                             const std::string& evidence) {
  const Time now = office_.now();
  authorization.status = AuthorizationStatus::valid;
  authorization.validated_at = now;
  authorization.expires =
      now + std::chrono::days(policy::validation_reuse_days(policy::PolicySet::public_trust, now));
  authorization.evidence = evidence;
  authorization.refusal.reset();
  TRY(AuthorizationRepository::update(tx, authorization));
  TRY(office_.record(tx, "authorization.valid", "system", subject_of(authorization),
                     audit::Outcome::done, details_of(authorization)));
  return start_issuing(tx, authorization.application);
}

Result<void> Proofs::end(Transaction& tx, Authorization& authorization, AuthorizationStatus status,
                         const std::optional<model::Refusal>& refusal) {
  authorization.status = status;
  authorization.refusal = refusal;
  TRY(AuthorizationRepository::update(tx, authorization));
  TRY(office_.record(
      tx,
      status == AuthorizationStatus::timeout ? "authorization.timed_out" : "authorization.invalid",
      "system", subject_of(authorization), audit::Outcome::refused, details_of(authorization)));
  auto application = TRY(ApplicationRepository::locked(tx, authorization.application));
  if (status != AuthorizationStatus::timeout || !application ||
      application->status != ApplicationStatus::pending ||
      application->source == ApplicationSource::acme) {
    return {};
  }
  // NC-32: one name that is not proven in time ends the whole application for good.
  application->status = ApplicationStatus::timeout;
  if (refusal) {
    application->refusals.push_back(*refusal);
    application->refusals.back().identifier = "dns:" + identifier_text(authorization);
  }
  TRY(ApplicationRepository::update(tx, *application));
  return office_.record(tx, "application.timed_out", "system", subject_of(application->id),
                        audit::Outcome::refused, details_of(authorization));
}

/// NC-29, NC-30: with the last proof, and only then, the certificate is made, at once.
Result<void> Proofs::start_issuing(Transaction& tx, model::ApplicationId id) {
  // Held, so that of two last proofs on two nodes one sees the other.
  const auto application = TRY(ApplicationRepository::locked(tx, id));
  if (!application || application->status != ApplicationStatus::pending ||
      application->csr.empty()) {
    return {};
  }
  const auto proofs = TRY(AuthorizationRepository::by_ids(tx, application->authorizations));
  const bool complete = std::ranges::all_of(
      proofs, [](const auto& proof) { return proof.status == AuthorizationStatus::valid; });
  return complete
             ? office_.queue().add(tx, {std::string(kIssueJob), to_text(id), office_.now(), {}})
             : Result<void>();
}

}  // namespace chancery::ra
