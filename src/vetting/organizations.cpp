#include "vetting/organizations.h"

#include <algorithm>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "policy/limits.h"
#include "profile/attribute_text.h"
#include "vetting/errors.h"
#include "vetting/facts.h"
#include "vetting/findings.h"

namespace chancery::vetting {
namespace {

using model::Organization;
using model::OrganizationStatus;
using model::OrganizationView;
using model::Review;
using model::Verdict;
using store::OrganizationRepository;
using store::Tenant;
using store::Transaction;
namespace json = boost::json;

constexpr std::size_t kMostAuthors = 100;

std::string subject_of(model::OrganizationId id) {
  return "organization:" + to_text(id);
}

json::object verdict_json(const Verdict& verdict) {
  json::object members{{"check", model::to_text(verdict.check)},
                       {"verdict", verdict.passed ? "passed" : "failed"},
                       {"source",
                        {{"kind", model::to_text(verdict.source.kind)},
                         {"name", verdict.source.name},
                         {"reference", verdict.source.reference}}}};
  if (!verdict.comment.empty()) {
    members["comment"] = verdict.comment;
  }
  return members;
}

/// Of the representative the name alone: the log is for ever.
json::object facts_json(const model::OrganizationFacts& facts) {
  return {{"name", facts.name},
          {"country", facts.country},
          {"state_or_province", facts.state_or_province},
          {"locality", facts.locality},
          {"street", facts.street},
          {"postal_code", facts.postal_code},
          {"registration_number", facts.registration_number},
          {"representative", facts.representative.name}};
}

Result<OrganizationView> locked(Transaction& tx, const Tenant& tenant, model::OrganizationId id) {
  auto found = TRY(OrganizationRepository::locked(tx, tenant, id));
  if (!found) {
    return fail(kOrganizationNotFound, "organization", to_text(id));
  }
  return *std::move(found);
}

Result<void> refuse_author(const Organization& organization, std::string_view actor) {
  return std::ranges::find(organization.authors, actor) == organization.authors.end()
             ? Result<void>()
             : fail(kOwnOrganization);
}

/// Whoever is to decide about an open review.
Result<void> check_reviewer(const Organization& organization, std::string_view actor) {
  TRY(refuse_author(organization, actor));
  return organization.review == Review::open ? Result<void>() : fail(kReviewClosed);
}

/// Authors are kept as long as the organization: none of them ever decides about it.
Result<void> add_author(Organization& organization, std::string_view actor) {
  if (!refuse_author(organization, actor)) {
    return {};  // he is one already
  }
  if (organization.authors.size() == kMostAuthors) {
    return fail(kAuthorsTooMany, "at_most", std::to_string(kMostAuthors));
  }
  organization.authors.emplace_back(actor);
  return {};
}

void begin_round(OrganizationView& view) {
  Organization& organization = view.organization;
  organization.review = Review::open;
  organization.why.clear();
  ++organization.round;
  view.verdicts.clear();
}

void apply(const FactsChange& change, model::OrganizationFacts& facts) {
  const auto set = [](const auto& value, auto& fact) { fact = value.value_or(fact); };
  set(change.name, facts.name);
  set(change.country, facts.country);
  set(change.state_or_province, facts.state_or_province);
  set(change.locality, facts.locality);
  set(change.street, facts.street);
  set(change.postal_code, facts.postal_code);
  set(change.registration_number, facts.registration_number);
  set(change.website, facts.website);
  set(change.representative, facts.representative);
}

/// TLS BR 4.2.1 measures reuse from when a data source was read, NC-x5 from the approval.
Result<model::OrganizationValidation> validation_of(const OrganizationView& view,
                                                    std::string_view approver, Time now) {
  using policy::Limit;
  const bool complete =
      view.verdicts.size() == model::kVettingChecks &&
      std::ranges::all_of(view.verdicts, [](const Verdict& verdict) { return verdict.passed; });
  if (!complete) {
    return fail(kChecksMissing);
  }
  const auto days = [&](Limit limit) {
    const auto* row = policy::strictest(limit, policy::PolicySet::public_trust, now);
    return std::chrono::days(row == nullptr ? 0 : row->value);
  };
  const Time oldest = std::ranges::min(view.verdicts, {}, &Verdict::at).at;
  const Time until = std::min<Time>(now + days(Limit::organization_days),
                                    oldest + days(Limit::identity_reuse_days));
  if (until <= now) {
    return fail(kVerdictsTooOld, "verified_at", to_rfc3339(oldest));
  }
  return model::OrganizationValidation{now, oldest, until, view.organization.round,
                                       std::string(approver)};
}

}  // namespace

Result<void> Organizations::record(Transaction& tx, std::string_view kind, std::string_view actor,
                                   const OrganizationView& view, const Verdict* verdict) {
  const Organization& organization = view.organization;
  json::object details{{"enterprise", to_text(organization.enterprise)},
                       {"round", organization.round},
                       {"facts", facts_json(organization.facts)}};
  if (verdict != nullptr) {
    details["verdict"] = verdict_json(*verdict);
  }
  if (!organization.why.empty()) {
    details["why"] = organization.why;
  }
  if (organization.validation) {
    details["verified_at"] = to_rfc3339(organization.validation->verified);
    details["valid_until"] = to_rfc3339(organization.validation->until);
  }
  const auto outcome = organization.review == Review::rejected  ? audit::Outcome::refused
                       : verdict != nullptr && !verdict->passed ? audit::Outcome::failed
                                                                : audit::Outcome::done;
  TRY(ground_.audit.append(
      tx, audit::Record{ground_.clock.now(), std::string(kind), std::string(actor),
                        subject_of(organization.id), outcome, json::serialize(details)}));
  return {};
}

template <class Change>
Result<OrganizationView> Organizations::change(const Tenant& tenant, model::OrganizationId id,
                                               std::string_view kind, std::string_view actor,
                                               Change change) {
  return ground_.database.write([&](Transaction& tx) -> Result<OrganizationView> {
    OrganizationView view = TRY(locked(tx, tenant, id));
    TRY(change(tx, view));
    TRY(OrganizationRepository::update(tx, view.organization));
    TRY(record(tx, kind, actor, view));
    return view;
  });
}

Result<OrganizationView> Organizations::file(model::AccountId enterprise,
                                             const model::OrganizationFacts& facts,
                                             std::string_view actor) {
  TRY(check_facts(facts));
  return ground_.database.write([&](Transaction& tx) -> Result<OrganizationView> {
    Organization organization{.id = ground_.ids.next<model::OrganizationId>(),
                              .enterprise = enterprise,
                              .facts = facts,
                              .authors = {std::string(actor)},
                              .why = {},
                              .created = ground_.clock.now()};
    if (!TRY(OrganizationRepository::insert(tx, organization))) {
      return fail(kOrganizationsTooMany);
    }
    OrganizationView view = TRY(locked(tx, Tenant::of(enterprise), organization.id));
    TRY(record(tx, "organization.filed", actor, view));
    return view;
  });
}

Result<OrganizationRepository::Page> Organizations::list(const Tenant& tenant,
                                                         store::OrganizationSearch search) {
  search.now = ground_.clock.now();
  return ground_.database.read([&](store::Snapshot& snapshot) {
    return OrganizationRepository::search(snapshot, tenant, search);
  });
}

Result<OrganizationView> Organizations::get(const Tenant& tenant, model::OrganizationId id) {
  auto found = TRY(ground_.database.read([&](store::Snapshot& snapshot) {
    return OrganizationRepository::find(snapshot, tenant, id);
  }));
  if (!found) {
    return fail(kOrganizationNotFound, "organization", to_text(id));
  }
  return *std::move(found);
}

Result<OrganizationView> Organizations::edit(const Tenant& tenant, model::OrganizationId id,
                                             const FactsChange& facts_change,
                                             std::string_view actor) {
  const auto edited = [&](Transaction&, OrganizationView& view) -> Result<void> {
    Organization& organization = view.organization;
    const auto status = status_at(organization, ground_.clock.now());
    if (status != OrganizationStatus::pending && status != OrganizationStatus::rejected) {
      return fail(kOrganizationFixed, "status", std::string(model::to_text(status)));
    }
    apply(facts_change, organization.facts);
    TRY(check_facts(organization.facts));
    TRY(add_author(organization, actor));
    begin_round(view);
    return {};
  };
  return change(tenant, id, "organization.edited", actor, edited);
}

Result<void> Organizations::remove(const Tenant& tenant, model::OrganizationId id,
                                   std::string_view actor) {
  return ground_.database.write([&](Transaction& tx) -> Result<void> {
    const OrganizationView view = TRY(locked(tx, tenant, id));
    if (view.organization.validation) {
      return fail(kOrganizationKept, "organization", to_text(id));
    }
    (void)TRY(OrganizationRepository::remove(tx, tenant, id));
    return record(tx, "organization.deleted", actor, view);
  });
}

Result<OrganizationView> Organizations::judge(model::OrganizationId id, const Finding& finding,
                                              std::string_view actor) {
  return ground_.database.write([&](Transaction& tx) -> Result<OrganizationView> {
    OrganizationView view = TRY(locked(tx, Tenant::anybody(), id));
    const Organization& organization = view.organization;
    TRY(check_reviewer(organization, actor));
    TRY(check_finding(organization.facts, finding));
    const Verdict verdict{finding.check,   finding.passed,     finding.source,
                          finding.comment, std::string(actor), ground_.clock.now()};
    TRY(OrganizationRepository::put_verdict(tx, id, organization.round, verdict));
    TRY(record(tx, "organization.verdict", actor, view, &verdict));
    view.verdicts = TRY(OrganizationRepository::verdicts(tx, id, organization.round));
    return view;
  });
}

Result<OrganizationView> Organizations::approve(model::OrganizationId id, std::string_view actor) {
  const auto approved = [&](Transaction& tx, OrganizationView& view) -> Result<void> {
    Organization& organization = view.organization;
    TRY(check_reviewer(organization, actor));
    organization.validation = TRY(validation_of(view, actor, ground_.clock.now()));
    organization.review = Review::approved;
    return ground_.queue.add(
        tx, {std::string(kExpireJob), to_text(id), organization.validation->until, {}});
  };
  return change(Tenant::anybody(), id, "organization.approved", actor, approved);
}

Result<OrganizationView> Organizations::reject(model::OrganizationId id, const std::string& reason,
                                               std::string_view actor) {
  TRY(check_reason(reason));
  const auto rejected = [&](Transaction& tx, OrganizationView& view) -> Result<void> {
    Organization& organization = view.organization;
    TRY(refuse_author(organization, actor));
    if (organization.review == Review::rejected) {
      return fail(kReviewRejected);
    }
    organization.review = Review::rejected;
    organization.why = reason;
    if (organization.validation) {
      organization.validation->until =
          std::min(organization.validation->until, ground_.clock.now());
    }
    return ground_.queue.cancel(tx, kExpireJob, to_text(id));
  };
  return change(Tenant::anybody(), id, "organization.rejected", actor, rejected);
}

Result<OrganizationView> Organizations::renew(const Tenant& tenant, model::OrganizationId id,
                                              std::string_view actor) {
  const auto renewed = [](Transaction&, OrganizationView& view) -> Result<void> {
    if (view.organization.review == Review::open) {
      return fail(kReviewOpen);
    }
    begin_round(view);
    return {};
  };
  return change(tenant, id, "organization.renewal_begun", actor, renewed);
}

Result<jobs::Verdict> Organizations::run(const jobs::Job& job) {
  const auto id = TRY(parse_id<Organization>(job.key));
  return ground_.database.write([&](Transaction& tx) -> Result<jobs::Verdict> {
    const auto view = TRY(OrganizationRepository::locked(tx, Tenant::anybody(), id));
    const bool is_held =
        view && view->organization.validation && view->organization.review != Review::rejected;
    if (is_held && ground_.clock.now() < view->organization.validation->until) {
      // It was renewed since this was put into the queue.
      TRY(ground_.queue.reschedule(tx, job, view->organization.validation->until, {}));
      return jobs::Settled{};
    }
    if (is_held) {
      TRY(record(tx, "organization.expired", "system", *view));
    }
    TRY(ground_.queue.complete(tx, job));
    return jobs::Settled{};
  });
}

}  // namespace chancery::vetting
