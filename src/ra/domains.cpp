#include "ra/domains.h"

#include <algorithm>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "ra/errors.h"
#include "ra/names.h"
#include "ra/office.h"
#include "ra/proofs.h"
#include "store/authorization_repository.h"
#include "store/organization_repository.h"
#include "vetting/errors.h"

namespace chancery::ra {

namespace {

using model::Authorization;
using model::AuthorizationStatus;
using store::AuthorizationRepository;
using store::Transaction;

std::string subject_of(const Authorization& domain) {
  return "authorization:" + to_text(domain.id);
}

/// `suffixes`: by which its name was judged, where that is being decided (NT-28).
std::string details_of(const Authorization& domain,
                       const policy::PublicSuffixList* suffixes = nullptr) {
  boost::json::object details{{"account", to_text(domain.account)},
                              {"domain", domain.identifier.value}};
  if (!domain.organization.empty()) {
    details["organization"] = to_text(domain.organization);
  }
  if (suffixes != nullptr) {
    details["public_suffix_list"] = suffixes->version();
  }
  return boost::json::serialize(details);
}

/// Proven, or still looked for.
bool is_alive(const Authorization& domain, Time now) {
  return domain.expires > now && (domain.status == AuthorizationStatus::valid ||
                                  domain.status == AuthorizationStatus::pending);
}

Result<x509::Identifier> check_domain(const policy::NameRules& rules, std::string_view text,
                                      Time now) {
  auto domain = TRY(identifier_from_text(text));
  if (domain.dns() == nullptr) {
    return fail(kMethodNotOffered, "identifier", label_of(domain));
  }
  if (domain.dns()->is_wildcard()) {
    return fail(kDomainIsWildcard, "identifier", label_of(domain));
  }
  TRY(rules.check(*domain.dns(), now));
  return domain;
}

/// Another enterprise's answers as if it were not there.
Result<void> check_organization(Transaction& tx, model::AccountId account,
                                model::OrganizationId id) {
  const auto tenant = store::Tenant::of(account);
  if (!id.empty() && !TRY(store::OrganizationRepository::find(tx, tenant, id))) {
    return fail(vetting::kOrganizationNotFound, "organization", to_text(id));
  }
  return {};
}

/// Another account's answers as if it were not there.
Result<Authorization> find(Transaction& tx, model::AccountId account, model::AuthorizationId id) {
  auto found = TRY(AuthorizationRepository::locked(tx, id));
  if (!found || found->account != account || !found->covers_subdomains ||
      found->status == AuthorizationStatus::deactivated) {
    return fail(kDomainNotFound, "domain", to_text(id));
  }
  return *std::move(found);
}

}  // namespace

Result<Authorization> Domains::add(model::AccountId account, const NewDomain& wanted,
                                   std::string_view actor) {
  const auto rules = office_.name_rules().of(policy::PolicySet::public_trust);
  const auto domain = TRY(check_domain(rules, wanted.name, office_.now()));
  return office_.database().write([&](Transaction& tx) -> Result<Authorization> {
    TRY(check_organization(tx, account, wanted.organization));
    const auto known = TRY(AuthorizationRepository::domains_of(tx, account, kMostOfAccount));
    if (std::ssize(known) >= kMostOfAccount) {
      return fail(kDomainsTooMany);
    }
    for (const auto& other : known) {
      if (other.identifier.value == domain.value() && is_alive(other, office_.now())) {
        return fail(kDomainKnown, "domain", to_text(other.id));
      }
    }
    auto made = TRY(proofs_.begin_domain(tx, account, domain, wanted.organization));
    TRY(office_.record(tx, "domain.added", actor, subject_of(made), audit::Outcome::done,
                       details_of(made, &rules.suffixes())));
    return made;
  });
}

Result<std::vector<Authorization>> Domains::list(model::AccountId account) {
  return office_.database().read([&](store::Snapshot& snapshot) {
    return AuthorizationRepository::domains_of(snapshot, account, kMostOfAccount);
  });
}

Result<Authorization> Domains::check_now(model::AccountId account, model::AuthorizationId id) {
  return office_.database().write([&](Transaction& tx) -> Result<Authorization> {
    auto domain = TRY(find(tx, account, id));
    if (domain.status != AuthorizationStatus::pending || domain.expires <= office_.now()) {
      return fail(kAuthorizationClosed);
    }
    TRY(office_.queue().add(tx,
                            {std::string(kValidateJob), to_text(domain.id), office_.now(), {}}));
    return domain;
  });
}

Result<void> Domains::remove(model::AccountId account, model::AuthorizationId id,
                             std::string_view actor) {
  return office_.database().write([&](Transaction& tx) -> Result<void> {
    auto domain = TRY(find(tx, account, id));
    domain.status = AuthorizationStatus::deactivated;
    domain.next_check.reset();
    TRY(AuthorizationRepository::update(tx, domain));
    TRY(office_.queue().cancel(tx, kValidateJob, to_text(id)));
    return office_.record(tx, "domain.removed", actor, subject_of(domain), audit::Outcome::done,
                          details_of(domain));
  });
}

}  // namespace chancery::ra
