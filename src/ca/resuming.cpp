// A precertificate that waited for the logs: gone on with, or given up (RFC 6962 section 3.1;
// NT-170, NT-171).
#include <algorithm>
#include <boost/json.hpp>

#include "ca/errors.h"
#include "ca/issuing_record.h"
#include "ca/issuing_road.h"
#include "ca/proofs.h"
#include "issuance/vetted_request.h"
#include "policy/limits.h"
#include "store/certificate_repository.h"
#include "store/errors.h"
#include "store/precertificate_repository.h"
#include "store/revocation_repository.h"
#include "x509/signed_data.h"

namespace chancery::ca {
namespace {

using model::PrecertificateState;
using store::PrecertificateRepository;

std::unexpected<Error> unusable(std::string problem) {
  return fail(kPrecertificateUnusable, "problem", std::move(problem));
}

/// That what is asked for now is what the precertificate announced.
Result<void> check_same(const model::CertificateFacts& announced, const IssueOrder& order) {
  if (announced.profile != order.profile) {
    return unusable("it is of another profile");
  }
  if (announced.spki_hash != order.content.key.spki_sha256()) {
    return unusable("it is for another key");
  }
  if (announced.names != stored_names(order.content.names)) {
    return unusable("it has other names");
  }
  return announced.owner == order.owner ? Result<void>() : unusable("it is another account's");
}

}  // namespace

Time usable_until(const model::CertificateFacts& precertificate, policy::PolicySet set, Time now) {
  const auto* const limit = policy::strictest(policy::Limit::backdating_seconds, set, now);
  return limit == nullptr
             ? precertificate.not_after
             : std::min(precertificate.not_after,
                        precertificate.not_before + std::chrono::seconds(limit->value));
}

/// Everything that `issue` would judge, judged now; the body is signed already.
Result<Issuing::Prepared> Issuing::prepare_again(IssueOrder& order,
                                                 const model::IssuedCertificate& announced) const {
  const Time now = uses_.clock.now();
  const profile::Profile* profile = TRY(uses_.profiles.find(order.profile));
  IssuerPtr issuer = TRY(issuer_for(*profile, announced.issuer, now));
  if (!needs_scts(*profile, *issuer)) {
    return unusable("certificates of this issuer are not shown to logs any more");
  }
  const auto rules = uses_.rules.of(profile->set());
  const auto vetted =
      TRY(issuance::VettedRequest::vet(*profile, order.content, order.validity, rules, now));
  TRY(check_key_listed(uses_.rules, order.content.key));
  order.content.names = vetted.content().names;
  TRY(check_caa(order, now));
  TRY(check_agreement(order));
  TRY(check_same(announced, order));
  if (now > usable_until(announced, profile->set(), now)) {
    return unusable("its notBefore lies too far back (TLS BR 7.1.2.7)");
  }
  TRY(uses_.transparency.logs->check_ready(to_seconds(announced.not_before),
                                           to_seconds(announced.not_after)));
  auto issuing = TRY(issuer->issuing());
  const auto signed_data = TRY(x509::parse_signed_data(announced.der));
  return Prepared{.order = std::move(order),
                  .profile = profile,
                  .issuer = std::move(issuer),
                  .issuing = std::move(issuing),
                  .shard = announced.crl_shard,
                  .now = now,
                  .suffix_list = rules.suffixes().version(),
                  .serial = announced.serial,
                  .tbs_der = to_bytes(signed_data.tbs_der)};
}

Result<Issuing::WayBack> Issuing::way_back(IssueOrder& order,
                                           model::CertificateId certificate) const {
  auto found = TRY(uses_.database.read([&](store::Snapshot& snapshot) -> Result<Waiting> {
    auto precertificate = TRY(PrecertificateRepository::find(snapshot, certificate));
    auto row = TRY(store::CertificateRepository::by_id(snapshot, certificate));
    if (!precertificate || !row || precertificate->state != PrecertificateState::waiting) {
      return fail(store::kPrecertificateEnded, "certificate", to_text(certificate));
    }
    return Waiting{*std::move(precertificate), *std::move(row)};
  }));
  auto prepared = TRY(prepare_again(order, found.row));
  auto token = TRY(prepared.issuing->restore_precertificate(found.precertificate.der));
  return WayBack{std::move(prepared), std::move(token), std::move(found)};
}

void Issuing::resume_async(IssueOrder order, model::CertificateId precertificate,
                           AlongsideIssuance alongside, Executor& executor, Done done) {
  auto way = way_back(order, precertificate);
  if (!way) {
    done(pass(way));
    return;
  }
  auto& [prepared, token, waiting] = *way;
  auto road = std::make_unique<Road>(*this, std::move(prepared), std::move(alongside), executor,
                                     std::move(done));
  road->precertificate = std::move(token);
  road->precertificate_signed_at = waiting.precertificate.signed_at;
  road->submissions = std::move(waiting.precertificate.submissions);
  road->signed_one.row = std::move(waiting.row);
  road->is_resumed = true;
  begin(std::move(road));
}

/// In place of record_intent: whoever gets through here has it alone.
Result<model::IntentKey> Issuing::claim(store::Transaction& tx, const Road& road) {
  const Prepared& prepared = road.prepared;
  const model::IssuedCertificate& row = road.signed_one.row;
  TRY(check_proofs(tx, prepared.order, prepared.profile->set(), prepared.now));
  TRY(check_key_history(tx, prepared.order.content.key));
  if (TRY(store::RevocationRepository::find(tx, row.issuer, row.serial))) {
    return fail(kPrecertificateRevoked);
  }
  if (road.alongside.with_intent) {
    TRY(road.alongside.with_intent(tx));
  }
  TRY(PrecertificateRepository::show_again(tx, row.id));
  return uses_.intents.record(tx, {row.issuer, row.serial, prepared.tbs_der});
}

Result<bool> Issuing::forsake(store::Transaction& tx, model::ApplicationId application,
                              std::string_view why) {
  const auto open = TRY(PrecertificateRepository::open_of(tx, application));
  if (!open || open->state != PrecertificateState::waiting) {
    return false;
  }
  const auto row = TRY(store::CertificateRepository::by_id(tx, open->certificate));
  if (!row) {
    return false;
  }
  const Time now = uses_.clock.now();
  TRY(uses_.audit.append(tx, record_about(*row, "system", now, "precertificate.unfinished",
                                          audit::Outcome::failed, {{"reason", why}})));
  TRY(PrecertificateRepository::leave_unfinished(tx, open->certificate, why, {}, now));
  return true;
}

std::shared_ptr<const ct::LogList> Issuing::log_list() const {
  return uses_.transparency.logs == nullptr ? nullptr : uses_.transparency.logs->list();
}

}  // namespace chancery::ca
