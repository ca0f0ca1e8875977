#include "ra/filing.h"

#include <algorithm>

#include "ra/application_check.h"
#include "ra/application_details.h"
#include "ra/csr_check.h"
#include "ra/errors.h"
#include "ra/names.h"
#include "ra/office.h"
#include "ra/order_writer.h"
#include "ra/proofs.h"
#include "ra/refusals.h"
#include "store/application_repository.h"
#include "store/certificate_label_repository.h"
#include "store/certificate_repository.h"
#include "vetting/identity.h"

namespace chancery::ra {

namespace {

using model::Application;
using model::ApplicationSource;
using model::ApplicationStatus;
using model::ApplicationView;
using store::ApplicationRepository;
using store::Transaction;

}  // namespace

/// An application that passed every rule which needs no store.
struct Filing::Checked {
  Application application;
  std::vector<x509::Identifier> identifiers;
  const profile::Profile* profile;
  std::optional<model::OrganizationView> organization;  ///< whom the certificate is to name
  policy::NameRules name_rules;                         ///< by which its names were judged

  [[nodiscard]] bool needs_proofs() const {
    return policy::is_public(profile->set()) || application.source == ApplicationSource::acme;
  }
};

Filing::Filing(Office& office, Accounts& accounts, Proofs& proofs, OrderWriter& orders,
               const ca::Issuing& issuing)
    : office_(office),
      accounts_(accounts),
      proofs_(proofs),
      orders_(orders),
      issuing_(issuing),
      order_quota_(office.settings().orders_per_account, "orders per account"),
      name_quota_(office.settings().certificates_per_name, "certificates per name") {}

Result<Filing::Checked> Filing::check(const ApplicationRequest& request) {
  const bool acme = request.source == ApplicationSource::acme;
  const Time now = office_.now();
  const auto account = TRY(accounts_.find_valid(request.account));
  const profile::Profile* profile = TRY(check_profile(office_, request));
  if (!acme) {
    TRY(check_name(request.name));
  }
  auto name_rules = office_.name_rules().of(profile->set());
  auto identifiers = TRY(check_identifiers(name_rules, *profile, request.identifiers, now));
  auto agreement = TRY(check_agreement(office_, request, account->account));
  TRY(check_wish(*profile, request, now));
  auto organization = TRY(find_organization(office_, request));
  if (!acme) {
    if (request.csr.empty()) {
      return fail(kApplicationCsrMissing);
    }
    const CsrRules rules{profile->set(), false, account->account.key_spki,
                         organization ? &organization->organization.facts : nullptr};
    const auto csr = TRY(check_csr(request.csr, identifiers, rules, now));
    TRY(profile::check_key_kind(*profile, csr.public_key()));
  }
  TRY(check_subject(*profile, identifiers, organization, now));
  TRY(issuing_.check_offered(*profile));  // before anybody goes and proves names for nothing
  Application application;
  application.id = office_.ids().next<model::ApplicationId>();
  application.account = request.account;
  application.source = request.source;
  application.name = acme ? std::string() : request.name;
  application.profile = profile->name();
  application.csr = acme ? Bytes() : request.csr;
  application.not_before = request.not_before;
  application.not_after = request.not_after;
  application.created = now;
  application.expires =
      now + (acme ? office_.settings().order_lifetime : office_.settings().proof_time);
  application.agreement = std::move(agreement);
  application.family = request.family;
  application.apply_again_of = request.apply_again_of;
  application.renews = request.renews;
  application.filed_by = acme ? "" : request.actor;
  if (organization) {
    application.organization = organization->organization.id;
    application.organization_name = organization->organization.facts.name;
  }
  std::ranges::transform(identifiers, std::back_inserter(application.identifiers), stored);
  return Checked{std::move(application), std::move(identifiers), profile, std::move(organization),
                 std::move(name_rules)};
}

Result<std::vector<Error>> Filing::compare_with_organization(
    model::AccountId account, model::OrganizationId organization,
    const x509::CertificationRequest& csr) {
  const auto view = TRY(office_.database().read([&](store::Snapshot& snapshot) {
    return vetting::validated(snapshot, account, organization, office_.now());
  }));
  return organization_mismatches(csr, view.organization.facts);
}

Result<void> Filing::check_csr_only(const ApplicationRequest& request) {
  const auto account = TRY(accounts_.find_valid(request.account));
  const profile::Profile* profile = TRY(check_profile(office_, request));
  const auto identifiers = TRY(check_identifiers(office_.name_rules().of(profile->set()), *profile,
                                                 request.identifiers, office_.now()));
  TRY(check_csr(request.csr, identifiers, {profile->set(), false, account->account.key_spki},
                office_.now()));
  return {};
}

std::vector<std::string> Filing::counted_names(const Checked& checked) const {
  std::vector<std::string> names;
  for (const auto& identifier : checked.identifiers) {
    std::string value = identifier.dns() == nullptr ? identifier.value()
                                                    : identifier.dns()->without_wildcard().text();
    const std::string_view base = checked.name_rules.suffixes().base_domain(value);
    names.push_back(base.empty() ? std::move(value) : std::string(base));
  }
  return names;
}

Result<void> Filing::count(const Checked& checked) {
  const Time now = checked.application.created;
  TRY(order_quota_.take(to_text(checked.application.account), now));
  for (const std::string& name : counted_names(checked)) {
    TRY(name_quota_.take(name, now));
  }
  return {};
}

Result<ApplicationView> Filing::file(const ApplicationRequest& request) {
  const Checked checked = TRY(check(request));
  TRY(count(checked));
  return office_.database().write([&](Transaction& tx) { return store(tx, checked, request); });
}

Result<DryRun> Filing::rehearse(const ApplicationRequest& request) {
  const Checked checked = TRY(check(request));
  const auto plan = [&](store::Snapshot& snapshot) -> Result<ApplicationView> {
    ApplicationView view{checked.application, {}};
    const Application& application = view.application;
    const bool gives_up_name = !application.apply_again_of.empty();
    if (!gives_up_name &&
        TRY(ApplicationRepository::name_taken(snapshot, application.account, application.name))) {
      return fail(kApplicationNameTaken, "name", application.name);
    }
    if (checked.needs_proofs()) {
      view.authorizations = TRY(proofs_.plan(snapshot, application, checked.identifiers,
                                             request.method, checked.profile->set()));
    }
    return view;
  };
  ApplicationView view = TRY(office_.database().read(plan));
  const auto csr = TRY(x509::CertificationRequest::parse(request.csr));
  auto rehearsed = TRY(orders_.rehearse(view, csr));
  return DryRun{std::move(view),          std::move(rehearsed.body),
                std::move(rehearsed.caa), std::move(rehearsed.refusals),
                look_at_quotas(checked),  checked.organization};
}

std::vector<QuotaEffect> Filing::look_at_quotas(const Checked& checked) {
  const Time now = checked.application.created;
  std::vector<QuotaEffect> effects;
  const auto take = [&](std::optional<QuotaEffect> effect) {
    if (effect) {
      effects.push_back(*std::move(effect));
    }
  };
  take(order_quota_.look(to_text(checked.application.account), now));
  for (const std::string& name : counted_names(checked)) {
    take(name_quota_.look(name, now));
  }
  return effects;
}

void Filing::file_async(ApplicationRequest request, Done done) {
  auto checked = check(request);
  auto counted = checked ? count(*checked) : pass(checked);
  if (!counted) {
    done(pass(counted));
    return;
  }
  office_.database().write_async(
      [this, ticket = under_way_.begin(), checked = *std::move(checked),
       request = std::move(request)](Transaction& tx) { return store(tx, checked, request); },
      [this, done = std::move(done)](Result<ApplicationView> stored) mutable {
        office_.executor().post([done = std::move(done), stored = std::move(stored)]() mutable {
          done(std::move(stored));
        });
      });
}

Result<ApplicationView> Filing::store(Transaction& tx, const Checked& checked,
                                      const ApplicationRequest& request) {
  ApplicationView view{checked.application, {}};
  Application& application = view.application;
  if (checked.needs_proofs()) {
    view.authorizations = TRY(
        proofs_.plan(tx, application, checked.identifiers, request.method, checked.profile->set()));
  }
  for (const auto& authorization : view.authorizations) {
    application.authorizations.push_back(authorization.id);
    if (authorization.status == model::AuthorizationStatus::failed) {
      application.status = ApplicationStatus::failed;  // NC-27
      application.refusals.push_back(authorization.refusal.value_or(model::Refusal{}));
    }
  }
  TRY(follow(tx, application));
  if (!TRY(ApplicationRepository::insert(tx, application))) {
    return fail(kApplicationNameTaken, "name", application.name);
  }
  TRY(proofs_.store(tx, application, view.authorizations));
  if (!application.csr.empty() &&
      model::status_at(view, application.created) == ApplicationStatus::ready) {
    TRY(office_.queue().add(
        tx, {std::string(kIssueJob), to_text(application.id), application.created, {}}));
  }
  TRY(office_.record(tx, "application.filed", request.actor, subject_of(application.id),
                     audit::Outcome::done,
                     application_details(application, &checked.name_rules.suffixes())));
  if (application.status == ApplicationStatus::failed) {
    TRY(office_.record(tx, "application.refused", "system", subject_of(application.id),
                       audit::Outcome::refused, refused_details(application)));
  }
  return view;
}

/// What it follows is its account's, and an application that ended gives up its name (NC-32).
Result<void> Filing::follow(Transaction& tx, const Application& application) {
  // The names that certificates were given later count as well (NC-4).
  if (!application.name.empty() && TRY(store::CertificateLabelRepository::name_taken(
                                       tx, application.account, application.name, {}))) {
    return fail(kApplicationNameTaken, "name", application.name);
  }
  if (!application.renews.empty()) {
    const auto renewed = TRY(store::CertificateRepository::by_id(tx, application.renews));
    if (!renewed || renewed->owner != application.account) {
      return fail(kCertificateNotFound, "certificate", to_text(application.renews));
    }
  }
  if (application.apply_again_of.empty()) {
    return {};
  }
  const auto ended = TRY(ApplicationRepository::locked(tx, application.apply_again_of));
  if (!ended || ended->account != application.account || ended->name.empty()) {
    return fail(kApplicationNotFound, "application", to_text(application.apply_again_of));
  }
  // Its time may be up without that being written down yet (NC-32).
  const auto status = model::status_at({*ended, {}}, office_.now());
  if (status != ApplicationStatus::timeout && status != ApplicationStatus::failed &&
      status != ApplicationStatus::cancelled) {
    return fail(kApplyAgainNotEnded, "status", std::string(model::display_status(status)));
  }
  if (ended->name == application.name) {
    (void)TRY(ApplicationRepository::rename(
        tx, ended->id, fitting_name(ended->name, " (" + to_text(ended->id) + ")")));
  }
  return {};
}

std::vector<const profile::Profile*> Filing::profiles_for_acme() const {
  ApplicationRequest request;
  request.source = ApplicationSource::acme;
  std::vector<const profile::Profile*> offered;
  for (const profile::Profile& profile : office_.profiles().profiles()) {
    request.profile = profile.name();
    if (check_profile(office_, request)) {
      offered.push_back(&profile);
    }
  }
  return offered;
}

}  // namespace chancery::ra
