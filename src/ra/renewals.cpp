#include "ra/renewals.h"

#include <algorithm>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "ra/application_check.h"
#include "ra/errors.h"
#include "ra/filing.h"
#include "ra/names.h"
#include "ra/office.h"
#include "ra/refusals.h"
#include "store/application_repository.h"
#include "store/authorization_repository.h"
#include "store/certificate_label_repository.h"
#include "store/certificate_repository.h"
#include "store/placement_repository.h"
#include "store/revocation_repository.h"

namespace chancery::ra {

namespace {

using model::Application;
using model::ApplicationStatus;
using model::CertificateFacts;
using model::CertificateLabel;
using store::ApplicationRepository;
using store::CertificateLabelRepository;
using store::CertificateRepository;
using store::Snapshot;
using store::Transaction;
namespace json = boost::json;

constexpr int kAtOnce = 200;
constexpr Duration kPeriod = std::chrono::hours(1);
constexpr Duration kBetweenTries = std::chrono::hours(23);  // the hour of the job varies

std::string subject_of(model::CertificateId id) {
  return "certificate:" + to_text(id);
}

std::string details_of(const CertificateLabel& label) {
  return json::serialize(json::object{{"name", label.name},
                                      {"note", label.note},
                                      {"auto_renew", label.auto_renew},
                                      {"outcome", label.outcome}});
}

Result<bool> is_dns_validated(Snapshot& snapshot, const Application& application) {
  for (const auto id : application.authorizations) {
    const auto proof = TRY(store::AuthorizationRepository::by_id(snapshot, id));
    if (proof && proof->chosen && *proof->chosen != model::ValidationMethod::dns_change &&
        *proof->chosen != model::ValidationMethod::dns_01) {
      return false;
    }
  }
  return true;
}

/// The first reason that stands against it; "" when none does.
Result<std::string> obstacle_of(Snapshot& snapshot, const CertificateFacts& certificate, Time now) {
  if (TRY(store::RevocationRepository::find(snapshot, certificate.issuer, certificate.serial))) {
    return "revoked";
  }
  if (now > certificate.not_after) {
    return "expired";
  }
  const auto application = TRY(ApplicationRepository::by_id(snapshot, certificate.application));
  if (!application || application->csr.empty() || application->name.empty()) {
    return "no_application";
  }
  if (application->family != model::Family::cloud_basic) {
    return "not_cloud_basic";
  }
  if (!TRY(is_dns_validated(snapshot, *application))) {
    return "not_dns_validated";
  }
  return now > certificate.not_after - Renewals::kLastTry ? "too_late" : "";
}

/// The name that people see: the label's, or its application's.
std::string name_of(const CertificateLabel& label, const Application& application) {
  return label.name.empty() ? application.name : label.name;
}

Result<void> check_free(Snapshot& snapshot, const CertificateFacts& certificate,
                        const std::string& name) {
  TRY(check_name(name));
  const auto own = TRY(ApplicationRepository::by_id(snapshot, certificate.application));
  const bool is_own = own && own->name == name;
  if ((!is_own && TRY(ApplicationRepository::name_taken(snapshot, certificate.owner, name))) ||
      TRY(CertificateLabelRepository::name_taken(snapshot, certificate.owner, name,
                                                 certificate.id))) {
    return fail(kCertificateNameTaken, "name", name);
  }
  return {};
}

}  // namespace

/// A certificate whose time has come.
struct Renewals::Due {
  CertificateLabel label;
  Application application;
};

Result<Renewal> Renewals::renewal_of(Snapshot& snapshot,
                                     const CertificateFacts& certificate) const {
  Renewal renewal;
  const auto label = TRY(CertificateLabelRepository::find(snapshot, certificate.id));
  renewal.label = label.value_or(CertificateLabel{certificate.id, certificate.owner});
  renewal.eligibility.reason = TRY(obstacle_of(snapshot, certificate, office_.now()));
  renewal.eligibility.eligible = renewal.eligibility.reason.empty();
  renewal.from = certificate.not_after - kFirstTry;
  renewal.until = certificate.not_after - kLastTry;
  if (const auto newer = TRY(ApplicationRepository::renewal_of(snapshot, certificate.id))) {
    renewal.renewed_by = newer->id;
  }
  return renewal;
}

Result<void> Renewals::edit(Scope scope, model::CertificateId id, const LabelChange& change,
                            std::string_view actor) {
  if (change.note && change.note->size() > kMaxNote) {
    return fail(kNoteTooLong, "seen", std::to_string(change.note->size()) + " bytes");
  }
  return office_.database().write([&](Transaction& tx) -> Result<void> {
    const auto certificate = TRY(CertificateRepository::by_id(tx, id));
    if (!certificate || !scope.covers(certificate->owner)) {
      return fail(kCertificateNotFound, "certificate", to_text(id));
    }
    const auto found = TRY(CertificateLabelRepository::find(tx, id));
    CertificateLabel label = found.value_or(CertificateLabel{id, certificate->owner});
    if (change.name) {
      TRY(check_free(tx, *certificate, *change.name));
    }
    if (change.auto_renew.value_or(false)) {
      const std::string obstacle = TRY(obstacle_of(tx, *certificate, office_.now()));
      if (!obstacle.empty()) {
        return fail(kAutoRenewalNotEligible, "reason", obstacle);
      }
    }
    label.name = change.name.value_or(label.name);
    label.note = change.note.value_or(label.note);
    label.auto_renew = change.auto_renew.value_or(label.auto_renew);
    TRY(CertificateLabelRepository::put(tx, label));
    return office_.record(tx, "certificate.labelled", actor, subject_of(id), audit::Outcome::done,
                          details_of(label));
  });
}

Result<jobs::Verdict> Renewals::run() {
  model::CertificateId after;
  for (;;) {
    const auto labels = TRY(office_.database().read([&](Snapshot& snapshot) {
      return CertificateLabelRepository::renewing(snapshot, after, kAtOnce);
    }));
    for (const auto& label : labels) {
      TRY(look_at(label));
      after = label.certificate;
    }
    if (labels.size() < kAtOnce) {
      return jobs::Again{office_.now() + kPeriod, {}};
    }
  }
}

Result<void> Renewals::look_at(const CertificateLabel& label) {
  const Time now = office_.now();
  std::optional<Due> due;
  model::CertificateId successor;
  TRY(office_.database().read([&](Snapshot& snapshot) -> Result<void> {
    const auto certificate = TRY(CertificateRepository::by_id(snapshot, label.certificate));
    if (!certificate || now < certificate->not_after - kFirstTry) {
      return {};
    }
    const auto application = TRY(ApplicationRepository::by_id(snapshot, certificate->application));
    const auto newer = TRY(ApplicationRepository::renewal_of(snapshot, label.certificate));
    const bool is_under_way = newer && (newer->status == ApplicationStatus::pending ||
                                        newer->status == ApplicationStatus::processing);
    if (newer && newer->status == ApplicationStatus::issued) {
      successor = newer->certificate;
    }
    const bool rested = !label.tried_at || now - *label.tried_at >= kBetweenTries;
    const bool is_free = TRY(obstacle_of(snapshot, *certificate, now)).empty();
    if (application && (!successor.empty() || (!is_under_way && rested && is_free))) {
      due = Due{label, *application};
    }
    return {};
  }));
  if (!due) {
    return {};
  }
  return successor.empty() ? try_one(*due) : hand_over(*due, successor);
}

Result<void> Renewals::try_one(const Due& due) {
  const Application& old = due.application;
  ApplicationRequest request;
  request.account = old.account;
  request.source = old.source;
  request.name = fitting_name(name_of(due.label, old),
                              " (renewal " + to_rfc3339(office_.now()).substr(0, 10) + ")");
  request.profile = old.profile;
  request.identifiers = TRY(identifiers_of(old.identifiers));
  request.csr = old.csr;
  request.agreement_version = old.agreement ? old.agreement->version : "";
  request.actor = "auto-renewal";
  request.family = old.family;
  request.renews = due.label.certificate;
  request.organization = old.organization;
  const auto filed = filing_.file(request);
  if (!filed && is_passing(filed.error())) {
    return {};  // the store is away: in an hour
  }
  return office_.database().write([&](Transaction& tx) -> Result<void> {
    // Read again: somebody may have edited it meanwhile.
    const auto now_stored = TRY(CertificateLabelRepository::find(tx, due.label.certificate));
    CertificateLabel label = now_stored.value_or(due.label);
    label.tried_at = office_.now();
    label.outcome = filed ? "filed" : std::string(filed.error().code());
    TRY(CertificateLabelRepository::put(tx, label));
    return office_.record(
        tx, "certificate.renewal_tried", request.actor, subject_of(label.certificate),
        filed ? audit::Outcome::done : audit::Outcome::refused, details_of(label));
  });
}

/// Name and note stay with the old one; the wish goes on, and so does every place that used it.
Result<void> Renewals::hand_over(const Due& due, model::CertificateId to) {
  return office_.database().write([&](Transaction& tx) -> Result<void> {
    const auto now_stored = TRY(CertificateLabelRepository::find(tx, due.label.certificate));
    CertificateLabel old = now_stored.value_or(due.label);
    if (!old.auto_renew) {
      return {};  // switched off meanwhile
    }
    old.auto_renew = false;
    TRY(CertificateLabelRepository::put(tx, old));
    const auto known = TRY(CertificateLabelRepository::find(tx, to));
    CertificateLabel label = known.value_or(CertificateLabel{to, due.label.owner});
    label.auto_renew = true;
    TRY(CertificateLabelRepository::put(tx, label));
    const auto places =
        TRY(store::PlacementRepository::move(tx, old.certificate, to, office_.now()));
    return office_.record(
        tx, "certificate.renewed", "auto-renewal", subject_of(old.certificate),
        audit::Outcome::done,
        json::serialize(json::object{{"renewed_by", to_text(to)}, {"places", places}}));
  });
}

}  // namespace chancery::ra
