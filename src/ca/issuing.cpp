#include "ca/issuing.h"

#include <boost/json.hpp>

#include "ca/errors.h"
#include "ca/halt_report.h"
#include "ca/issuing_record.h"
#include "ca/issuing_road.h"
#include "ca/proofs.h"
#include "issuance/errors.h"
#include "issuance/vetted_request.h"
#include "observe/log.h"
#include "store/certificate_repository.h"
#include "store/errors.h"
#include "store/precertificate_repository.h"

namespace chancery::ca {

namespace {

const observe::Log kLog("ca");

bool needs_proofs(const profile::Profile& profile) {
  return policy::is_public(profile.set()) && profile.kind() == profile::CertificateKind::subscriber;
}

/// One precertificate at a time for each application (NT-170).
Result<void> check_none_open(store::Snapshot& snapshot, model::ApplicationId application) {
  if (application.empty()) {
    return {};
  }
  const auto open = TRY(store::PrecertificateRepository::open_of(snapshot, application));
  return open ? fail(store::kPrecertificateOpen, "certificate", to_text(open->certificate))
              : Result<void>();
}

void note_filed(const Result<std::int64_t>& filed) {
  if (!filed) {
    kLog.error("a lint report was not filed", {{"error", observe::log_text(filed.error())}});
  }
}

}  // namespace

profile::Urls Issuing::urls_of(const LoadedIssuer& issuer, int shard) const {
  const std::string& name = issuer.record().name;
  return {{uses_.urls.ca_certificate(name)}, {uses_.urls.ocsp()}, {uses_.urls.crl(name, shard)}};
}

Result<IssuerPtr> Issuing::issuer_for(const profile::Profile& profile, model::IssuerId wish,
                                      Time now) const {
  if (wish.empty()) {
    return uses_.issuers.for_purpose(purpose_of(profile.set()), now);
  }
  IssuerPtr issuer = TRY(uses_.issuers.by_id(wish));
  const bool is_leaf = profile.kind() == profile::CertificateKind::subscriber;
  if (issuer->is_root() && is_leaf) {
    return fail(kIssuerIsRoot, "issuer", issuer->record().name);
  }
  // A retired issuer goes on with its responder certificates (NT-125).
  if (issuer->record().state != model::IssuerState::enabled &&
      profile.kind() != profile::CertificateKind::ocsp_responder) {
    return fail(kIssuerNotEnabled, "issuer", issuer->record().name);
  }
  if (issuer->record().purpose != purpose_of(profile.set())) {
    return fail(kIssuerOfOtherHierarchy,
                {{"issuer", issuer->record().name}, {"profile", profile.name()}});
  }
  return issuer;
}

Result<void> Issuing::check_offered(const profile::Profile& profile) const {
  TRY(issuer_for(profile, {}, uses_.clock.now()));
  return {};
}

Result<Issuing::Prepared> Issuing::prepare(IssueOrder& order) const {
  const Time now = uses_.clock.now();
  const profile::Profile* profile = TRY(uses_.profiles.find(order.profile));
  IssuerPtr issuer = TRY(issuer_for(*profile, order.issuer, now));
  const auto rules = uses_.rules.of(profile->set());
  const auto vetted =
      TRY(issuance::VettedRequest::vet(*profile, order.content, order.validity, rules, now));
  TRY(check_key_listed(uses_.rules, order.content.key));
  // From here on names are in their one form, each once: as proven, as checked, as stored.
  order.content.names = vetted.content().names;
  if (needs_proofs(*profile)) {
    TRY(check_caa(order, now));
    TRY(check_agreement(order));
  }
  auto issuing = TRY(issuer->issuing());
  const int shard =
      static_cast<int>(uses_.random.number() % static_cast<unsigned>(issuer->record().crl_shards));
  auto bodies = lint_body(vetted, *issuer, *issuing, shard, now);
  if (!bodies) {
    return std::unexpected(std::move(bodies).error().with("issuer", issuer->record().name));
  }
  Prepared prepared{.order = std::move(order),
                    .profile = profile,
                    .issuer = std::move(issuer),
                    .issuing = std::move(issuing),
                    .shard = shard,
                    .now = now,
                    .suffix_list = rules.suffixes().version(),
                    .linted = std::move(bodies->linted),
                    .poisoned = std::move(bodies->poisoned)};
  const issuance::LintedTbs& body = prepared.body();
  prepared.serial = body.serial();
  prepared.tbs_der = to_bytes(body.tbs_der());
  prepared.lints_run = body.report().lints_run;
  if (!body.report().findings.empty()) {
    prepared.findings = body.report().to_text();
  }
  prepared.findings += body.outside_findings();
  return prepared;
}

bool Issuing::needs_scts(const profile::Profile& profile, const LoadedIssuer& issuer) const {
  const auto& [logs, executor, exempt] = uses_.transparency;
  return logs != nullptr && needs_proofs(profile) &&
         profile.set() == policy::PolicySet::public_trust &&
         (exempt == nullptr || !exempt->contains(issuer.record().name));
}

/// With the poison where logs are to see it, and then only while enough logs answer.
Result<Issuing::Bodies> Issuing::lint_body(const issuance::VettedRequest& vetted,
                                           const LoadedIssuer& issuer,
                                           const issuance::Issuer& issuing, int shard,
                                           Time now) const {
  Bodies bodies;
  if (!needs_scts(vetted.profile(), issuer)) {
    bodies.linted = TRY(issuing.prepare(vetted, urls_of(issuer, shard), uses_.random, now));
    return bodies;
  }
  bodies.poisoned =
      TRY(issuing.prepare_precertificate(vetted, urls_of(issuer, shard), uses_.random, now));
  const auto validity = bodies.poisoned->linted().validity();
  TRY(uses_.transparency.logs->check_ready(validity.not_before, validity.not_after));
  return bodies;
}

Result<Rehearsal> Issuing::rehearse(const IssueOrder& order) const {
  const Time now = uses_.clock.now();
  const profile::Profile* profile = TRY(uses_.profiles.find(order.profile));
  IssuerPtr issuer = TRY(issuer_for(*profile, order.issuer, now));
  const auto rules = uses_.rules.of(profile->set());
  const auto vetted =
      TRY(issuance::VettedRequest::vet(*profile, order.content, order.validity, rules, now));
  TRY(check_key_listed(uses_.rules, order.content.key));
  const auto issuing = TRY(issuer->issuing());
  const auto linted = TRY(issuing->prepare(vetted, urls_of(*issuer, 0), uses_.random, now));
  return Rehearsal{to_bytes(linted.tbs_der()), linted.validity(), linted.report(),
                   std::move(issuer), rules.suffixes().version()};
}

Result<model::IntentKey> Issuing::record_intent(store::Transaction& tx, const Prepared& prepared,
                                                const AlongsideIssuance& alongside) {
  if (needs_proofs(*prepared.profile)) {
    TRY(check_proofs(tx, prepared.order, prepared.profile->set(), prepared.now));
    TRY(check_key_history(tx, prepared.order.content.key));
  }
  if (!prepared.profile->reuses_keys()) {
    TRY(check_key_unused(tx, prepared.order.content.key));
  }
  if (prepared.poisoned) {
    TRY(check_none_open(tx, prepared.order.application));
  }
  if (alongside.with_intent) {
    TRY(alongside.with_intent(tx));
  }
  return uses_.intents.record(tx,
                              {prepared.issuer->record().id, prepared.serial, prepared.tbs_der});
}

model::IssuedCertificate Issuing::row_of(const Prepared& prepared) const {
  const auto validity = prepared.body().validity();
  model::IssuedCertificate row;
  row.id = uses_.ids.next<model::CertificateId>();
  row.issuer = prepared.issuer->record().id;
  row.serial = prepared.serial;
  row.profile = prepared.order.profile;
  row.not_before = validity.not_before;
  row.not_after = validity.not_after;
  row.spki_hash = prepared.order.content.key.spki_sha256();
  row.names = stored_names(prepared.order.content.names);
  row.owner = prepared.order.owner;
  row.application = prepared.order.application;
  row.crl_shard = prepared.shard;
  return row;
}

audit::Record Issuing::record_of(const Prepared& prepared,
                                 const model::IssuedCertificate& row) const {
  return {uses_.clock.now(),
          "certificate.issued",
          prepared.order.actor,
          "certificate:" + to_text(row.id),
          audit::Outcome::done,
          details_of(prepared.order, row, prepared.issuer->record().name,
                     {prepared.lints_run, prepared.findings, prepared.suffix_list})};
}

Result<Issuing::Signed> Issuing::sign(Prepared& prepared) {
  Signed signed_one;
  signed_one.row = row_of(prepared);
  signed_one.row.der =
      TRY(prepared.issuing->sign_der(*std::move(prepared.linted), prepared.refused_der));
  signed_one.record = record_of(prepared, signed_one.row);
  return signed_one;
}

Result<void> Issuing::store(store::Transaction& tx, const Prepared& prepared, Signed& signed_one,
                            const AlongsideIssuance& alongside) {
  signed_one.row.audit_leaf = TRY(uses_.audit.append(tx, signed_one.record));
  TRY(store::CertificateRepository::insert(tx, signed_one.row));
  uses_.intents.close(tx, prepared.intent);
  return alongside.with_certificate ? alongside.with_certificate(tx, signed_one.row)
                                    : Result<void>();
}

audit::Record Issuing::abandonment(const Prepared& prepared, const Error& why) const {
  boost::json::object details{{"serial", prepared.serial.hex()},
                              {"issuer", prepared.issuer->record().name},
                              {"tbs_sha256", to_hex(crypto::sha256(prepared.tbs_der))},
                              {"reason", std::string(why.code())}};
  if (const auto findings = why.parameter("findings"); !findings.empty()) {
    details["findings"] = std::string(findings);  // of an outside linter, after signing
  }
  keep_refused(details, prepared.refused_der);
  return {uses_.clock.now(),      "serial.abandoned",
          prepared.order.actor,   "issuer:" + to_text(prepared.issuer->record().id),
          audit::Outcome::failed, boost::json::serialize(details)};
}

// If even this cannot be stored, the intent stays open and the next start closes it.
Result<void> Issuing::abandon(store::Transaction& tx, const Prepared& prepared,
                              const audit::Record& record) {
  (void)TRY(uses_.audit.append(tx, record));
  uses_.intents.close(tx, prepared.intent);
  return {};
}

Result<model::IssuedCertificate> Issuing::issue(IssueOrder order,
                                                const AlongsideIssuance& alongside) {
  auto ready = prepare(order);
  if (!ready) {
    if (is_halt(ready.error())) {
      const auto record = halt_report(order, ready.error(), uses_.clock.now());
      note_filed(uses_.database.write(
          [&](store::Transaction& tx) { return uses_.audit.append(tx, record); }));
    }
    return pass(ready);
  }
  Prepared prepared = *std::move(ready);
  if (prepared.poisoned) {
    return wait_for_logs(std::move(prepared), alongside);
  }
  prepared.intent = TRY(uses_.database.write(
      [&](store::Transaction& tx) { return record_intent(tx, prepared, alongside); }));
  const auto give_up = [&](const Error& why) {
    const auto record = abandonment(prepared, why);
    (void)uses_.database.write(
        [&](store::Transaction& tx) { return abandon(tx, prepared, record); });
  };
  auto signed_one = sign(prepared);
  if (!signed_one) {
    give_up(signed_one.error());
    return pass(signed_one);
  }
  if (alongside.when_signed) {
    alongside.when_signed(signed_one->row);
  }
  auto stored = uses_.database.write(
      [&](store::Transaction& tx) { return store(tx, prepared, *signed_one, alongside); });
  if (!stored && is_certainly_not_stored(stored.error())) {
    give_up(stored.error());
  }
  if (!stored) {
    return pass(stored);
  }
  return std::move(signed_one->row);
}

void Issuing::issue_async(IssueOrder order, AlongsideIssuance alongside, Executor& executor,
                          Done done) {
  auto prepared = prepare(order);
  if (!prepared) {
    refuse(order, std::move(prepared).error(), std::move(done));
    return;
  }
  begin(std::make_unique<Road>(*this, *std::move(prepared), std::move(alongside), executor,
                               std::move(done)));
}

/// Up to the first commit.
void Issuing::begin(std::unique_ptr<Road> road) {
  Road& here = *road;
  uses_.database.write_async(
      [this, &here](store::Transaction& tx) {
        return here.is_resumed ? claim(tx, here) : record_intent(tx, here.prepared, here.alongside);
      },
      [this, road = std::move(road)](Result<model::IntentKey> intent) mutable {
        if (!intent) {
          road->done(pass(intent));
          return;
        }
        road->prepared.intent = *intent;
        Executor& threads = road->executor;
        threads.post([this, road = std::move(road)]() mutable { sign_or_ask(std::move(road)); });
      });
}

void Issuing::sign_or_ask(std::unique_ptr<Road> road) {
  if (road->is_resumed) {
    ask_logs(std::move(road));
  } else if (road->prepared.poisoned) {
    announce(std::move(road));
  } else {
    travel_on(std::move(road));
  }
}

/// What lints refused is on record before anybody hears of it.
void Issuing::refuse(const IssueOrder& order, Error why, Done done) {
  if (!is_halt(why)) {
    done(std::unexpected(std::move(why)));
    return;
  }
  uses_.database.write_async([this, record = halt_report(order, why, uses_.clock.now())](
                                 store::Transaction& tx) { return uses_.audit.append(tx, record); },
                             [why, done = std::move(done), ticket = under_way_.begin()](
                                 const Result<std::int64_t>& filed) mutable {
                               note_filed(filed);
                               done(std::unexpected(std::move(why)));
                             });
}

/// From the signature to the second commit.
void Issuing::travel_on(std::unique_ptr<Road> road) {
  auto signed_one = sign(road->prepared);
  if (!signed_one) {
    give_up(std::move(road), signed_one.error());
    return;
  }
  road->signed_one = *std::move(signed_one);
  if (road->alongside.when_signed) {
    road->alongside.when_signed(road->signed_one.row);
  }
  Road& here = *road;
  uses_.database.write_async(
      [this, &here](store::Transaction& tx) {
        return store(tx, here.prepared, here.signed_one, here.alongside);
      },
      [this, road = std::move(road)](Result<void> stored) mutable {
        if (stored) {
          road->done(std::move(road->signed_one.row));
        } else if (is_certainly_not_stored(stored.error())) {
          give_up(std::move(road), stored.error());
        } else {
          road->done(pass(stored));
        }
      });
}

void Issuing::give_up(std::unique_ptr<Road> road, const Error& why) {
  Road& here = *road;
  uses_.database.write_async(
      [this, &here, record = abandonment(here.prepared, why)](store::Transaction& tx) {
        return abandon(tx, here.prepared, record);
      },
      [road = std::move(road), why](const Result<void>&) mutable {
        road->done(std::unexpected(why));
      });
}

}  // namespace chancery::ca
