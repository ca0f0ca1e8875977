#include "ra/applications.h"

#include <algorithm>

#include "ra/application_details.h"
#include "ra/csr_check.h"
#include "ra/errors.h"
#include "ra/fulfilment.h"
#include "ra/names.h"
#include "ra/office.h"
#include "ra/proofs.h"
#include "ra/refusals.h"
#include "store/application_repository.h"
#include "store/authorization_repository.h"

namespace chancery::ra {

namespace {

using model::Application;
using model::ApplicationSource;
using model::ApplicationStatus;
using model::ApplicationView;
using store::ApplicationRepository;
using store::AuthorizationRepository;
using store::Transaction;

Result<ApplicationView> read_view(store::Snapshot& snapshot, Scope scope, model::ApplicationId id) {
  auto application = TRY(ApplicationRepository::by_id(snapshot, id));
  if (!application || !scope.covers(application->account)) {
    return fail(kApplicationNotFound, "application", to_text(id));
  }
  ApplicationView view;
  for (const auto authorization_id : application->authorizations) {
    if (auto authorization = TRY(AuthorizationRepository::by_id(snapshot, authorization_id))) {
      view.authorizations.push_back(*std::move(authorization));
    }
  }
  view.application = *std::move(application);
  return view;
}

/// A proof is open while its applicant may still do something about it.
bool is_open(const model::Authorization& authorization) {
  return authorization.status == model::AuthorizationStatus::pending;
}

}  // namespace

Applications::Applications(Office& office, Accounts& accounts, Fulfilment& fulfilment,
                           ca::Issuing& issuing)
    : office_(office),
      accounts_(accounts),
      fulfilment_(fulfilment),
      issuing_(issuing),
      issued_(kMaxCached) {}

/// What is issued never changes again, on no node.
void Applications::remember(const ApplicationView& view) {
  if (view.application.status == ApplicationStatus::issued) {
    issued_.put(view.application.id, std::make_shared<ApplicationView>(view));
  }
}

Result<ApplicationView> Applications::load(Scope scope, model::ApplicationId id) {
  if (const auto known = issued_.get(id); known && scope.covers(known->application.account)) {
    return *known;
  }
  auto view = TRY(office_.database().read(
      [&](store::Snapshot& snapshot) { return read_view(snapshot, scope, id); }));
  remember(view);
  return view;
}

Result<ApplicationView> Applications::get(Scope scope, model::ApplicationId id) {
  return load(scope, id);
}

Result<ApplicationPage> Applications::list(Scope scope, const ApplicationFilter& filter,
                                           std::string_view after, int limit) {
  constexpr int kMaxPage = 200;
  store::ApplicationSearch search;
  search.account = scope.account();
  search.status = filter.status;
  search.name = filter.name;
  search.identifier = filter.domain;
  search.limit = std::clamp(limit, 1, kMaxPage);
  if (!after.empty()) {
    const auto mark = parse_id<Application>(after);
    if (!mark) {
      return fail(kApplicationFilterMalformed, "after", std::string(after));
    }
    search.older_than = *mark;
  }
  auto page = TRY(office_.database().read(
      [&](store::Snapshot& snapshot) { return ApplicationRepository::search(snapshot, search); }));
  return ApplicationPage{std::move(page.applications),
                         page.last_seen.empty() ? std::string() : to_text(page.last_seen)};
}

/// An order that is to be made, or, without a CSR, one that was asked for before.
struct Applications::Finalizing {
  ApplicationView view;
  std::optional<x509::CertificationRequest> csr = {};
};

Result<Applications::Finalizing> Applications::check_finalize(Scope scope, model::ApplicationId id,
                                                              BytesView csr_der) {
  Finalizing finalizing{TRY(load(scope, id))};
  Application& application = finalizing.view.application;
  switch (model::status_at(finalizing.view, office_.now())) {
    case ApplicationStatus::ready:
      break;
    case ApplicationStatus::pending:
      return fail(kApplicationNotReady);
    case ApplicationStatus::processing:
    case ApplicationStatus::issued:
      if (equal(application.csr, csr_der)) {
        return finalizing;
      }
      return fail(kApplicationClosed, "status", std::string(to_text(application.status)));
    default:
      return fail(kApplicationClosed);
  }
  const auto account = TRY(accounts_.find_valid(application.account));
  const profile::Profile* profile = TRY(office_.profiles().find(application.profile));
  const auto identifiers = TRY(identifiers_of(application.identifiers));
  const CsrRules rules{.set = profile->set(),
                       .acme = application.source == ApplicationSource::acme,
                       .account_spki = account->account.key_spki};
  finalizing.csr = TRY(check_csr(csr_der, identifiers, rules, office_.now()));
  application.csr = to_bytes(csr_der);
  return finalizing;
}

void Applications::finalize(Scope scope, model::ApplicationId id, BytesView csr_der,
                            Duration budget, Done done) {
  auto finalizing = check_finalize(scope, id, csr_der);
  if (!finalizing || !finalizing->csr) {
    done(finalizing ? Result<ApplicationView>(std::move(finalizing->view)) : pass(finalizing));
    return;
  }
  fulfilment_.make(
      std::move(finalizing->view), *std::move(finalizing->csr), budget,
      [this, scope, id, done = std::move(done)](Result<ApplicationView> made) mutable {
        if (!made && (made.error().is(kApplicationBusy) || made.error().is(kApplicationClosed))) {
          made = load(scope, id);  // another request for the same order was quicker
        }
        if (made) {
          remember(*made);
        }
        done(std::move(made));
      });
}

/// One that has no certificate yet; its proofs are looked for no more, and what waits for CT logs
/// is given up.
Result<Application> Applications::locked_to_end(Transaction& tx, model::ApplicationId id,
                                                std::string_view why) {
  auto found = TRY(ApplicationRepository::locked(tx, id));
  if (!found || fulfilment_.is_making(id)) {
    return fail(kApplicationBusy);
  }
  const bool is_processing = found->status == ApplicationStatus::processing;
  if (is_processing && !TRY(issuing_.forsake(tx, id, why))) {
    return fail(kApplicationBusy);  // but what only waits for CT logs can be withdrawn
  }
  if (!is_processing && found->status != ApplicationStatus::pending) {
    return fail(kApplicationClosed, "status", std::string(to_text(found->status)));
  }
  for (const auto authorization : found->authorizations) {
    TRY(office_.queue().cancel(tx, kValidateJob, to_text(authorization)));
  }
  return *std::move(found);
}

Result<ApplicationView> Applications::cancel(Scope scope, model::ApplicationId id,
                                             std::string_view actor) {
  ApplicationView view = TRY(load(scope, id));
  const auto unit = [&](Transaction& tx) -> Result<Application> {
    Application found = TRY(locked_to_end(tx, id, "application_cancelled"));
    found.status = ApplicationStatus::cancelled;
    TRY(ApplicationRepository::update(tx, found));
    TRY(office_.record(tx, "application.cancelled", actor, subject_of(id), audit::Outcome::done,
                       application_details(found)));
    return found;
  };
  view.application = TRY(office_.database().write(unit));
  return view;
}

Result<ApplicationView> Applications::reject(model::ApplicationId id,
                                             const GroundedDecision& decision,
                                             std::string_view actor) {
  const std::string because = TRY(told(decision));
  ApplicationView view = TRY(load(Scope::staff(), id));
  const auto unit = [&](Transaction& tx) -> Result<Application> {
    Application found = TRY(locked_to_end(tx, id, "application_rejected"));
    found.status = ApplicationStatus::failed;
    found.refusals = {refusal_of(Error(kApplicationRejected, {{"because", because}}))};
    TRY(ApplicationRepository::update(tx, found));
    TRY(office_.record(tx, "application.rejected", actor, subject_of(id), audit::Outcome::refused,
                       refused_details(found)));
    TRY(office_.tell_rejected(tx, found));
    return found;
  };
  view.application = TRY(office_.database().write(unit));
  return view;
}

Result<ApplicationView> Applications::check_now(Scope scope, model::ApplicationId id) {
  ApplicationView view = TRY(load(scope, id));
  const Time now = office_.now();
  if (model::status_at(view, now) != ApplicationStatus::pending) {
    return fail(kApplicationClosed, "status", std::string(to_text(model::status_at(view, now))));
  }
  const auto unit = [&](Transaction& tx) -> Result<void> {
    for (const auto& authorization : view.authorizations) {
      if (is_open(authorization) && authorization.chosen) {
        TRY(office_.queue().add(tx,
                                {std::string(kValidateJob), to_text(authorization.id), now, {}}));
      }
    }
    return {};
  };
  TRY(office_.database().write(unit));
  return view;
}

}  // namespace chancery::ra
