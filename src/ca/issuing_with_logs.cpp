// The road with SCTs: two signatures, and the logs in between (RFC 6962 section 3.1; TLS
// BR 7.1.2.9; NT-66, NT-170, NT-171, NT-175).
//
//   intent durable -> precertificate signed -> stored as issued -> logs asked, no thread waits
//   -> certificate signed -> stored in its place
#include <algorithm>
#include <boost/json.hpp>
#include <future>

#include "base/encoding.h"
#include "ca/errors.h"
#include "ca/halt_report.h"
#include "ca/issuing_road.h"
#include "crypto/hash.h"
#include "store/precertificate_repository.h"

namespace chancery::ca {
namespace {

using store::PrecertificateRepository;

/// Which logs, in the certificate's order.
boost::json::array names_of(const x509::SctList& scts, const ct::LogList& list) {
  boost::json::array names;
  for (const auto& sct : scts) {
    const ct::CtLog* const log = list.find(sct.log_id);
    names.emplace_back(log != nullptr ? log->name : to_base64(sct.log_id));
  }
  return names;
}

}  // namespace

audit::Record record_about(const model::CertificateFacts& certificate, std::string actor, Time now,
                           std::string kind, audit::Outcome outcome, boost::json::object details) {
  details["serial"] = certificate.serial.hex();
  return {now,
          std::move(kind),
          std::move(actor),
          "certificate:" + to_text(certificate.id),
          outcome,
          boost::json::serialize(details)};
}

Result<model::IssuedCertificate> Issuing::wait_for_logs(Prepared prepared,
                                                        const AlongsideIssuance& alongside) {
  std::promise<Result<model::IssuedCertificate>> promise;
  begin(std::make_unique<Road>(
      *this, std::move(prepared), AlongsideIssuance(alongside), *uses_.transparency.executor,
      [&](Result<model::IssuedCertificate> issued) { promise.set_value(std::move(issued)); }));
  return promise.get_future().get();
}

/// Until it is stored, a signed precertificate leaves this process for nowhere: if that fails, its
/// serial is abandoned like any other.
void Issuing::announce(std::unique_ptr<Road> road) {
  Prepared& prepared = road->prepared;
  model::IssuedCertificate& row = road->signed_one.row;
  row = row_of(prepared);
  auto signed_one =
      prepared.issuing->sign_precertificate(*std::move(prepared.poisoned), prepared.refused_der);
  if (!signed_one) {
    give_up(std::move(road), signed_one.error());
    return;
  }
  road->precertificate = *std::move(signed_one);
  row.der = to_bytes(road->precertificate->der());
  road->precertificate_signed_at = uses_.clock.now();
  road->signed_one.record = record_about(
      row, prepared.order.actor, uses_.clock.now(), "precertificate.signed", audit::Outcome::done,
      {{"issuer", prepared.issuer->record().name}, {"sha256", to_hex(crypto::sha256(row.der))}});
  Road& here = *road;
  uses_.database.write_async(
      [this, &here](store::Transaction& tx) { return store_announced(tx, here); },
      [this, road = std::move(road)](Result<void> stored) mutable {
        if (stored) {
          Executor& threads = road->executor;
          threads.post([this, road = std::move(road)]() mutable { ask_logs(std::move(road)); });
        } else if (is_certainly_not_stored(stored.error())) {
          give_up(std::move(road), stored.error());
        } else {
          road->done(pass(stored));
        }
      });
}

/// The intent stays open: what a crash leaves from here on is found by it.
Result<void> Issuing::store_announced(store::Transaction& tx, Road& road) {
  auto& [row, record] = road.signed_one;
  row.audit_leaf = TRY(uses_.audit.append(tx, record));
  return PrecertificateRepository::insert(tx, row, road.precertificate_signed_at);
}

void Issuing::ask_logs(std::unique_ptr<Road> road) {
  const issuance::Precertificate& precertificate = *road->precertificate;
  ct::Announcement announcement{
      .precertificate_der = to_bytes(precertificate.der()),
      .issuers_der = {},
      .issuer_key_hash = road->prepared.issuer->public_key().spki_sha256(),
      .logged_tbs_der = to_bytes(precertificate.logged_tbs_der()),
      .signed_at = road->precertificate_signed_at,
      .not_before = precertificate.validity().not_before,
      .not_after = precertificate.validity().not_after};
  for (IssuerPtr at = road->prepared.issuer; at;) {
    announcement.issuers_der.push_back(to_bytes(at->certificate().der()));
    const auto parent = uses_.issuers.by_id(at->record().parent);
    at = parent ? *parent : nullptr;
  }
  Executor& threads = road->executor;
  uses_.transparency.logs->announce(
      std::move(announcement), threads,
      [this, road = std::move(road)](ct::Announced announced) mutable {
        std::ranges::move(announced.submissions, std::back_inserter(road->submissions));
        announced.scts ? complete(std::move(road), *announced.scts)
                       : pause(std::move(road), announced.scts.error());
      });
}

Result<void> Issuing::sign_final(Road& road, const x509::SctList& scts) {
  Prepared& prepared = road.prepared;
  const Time now = uses_.clock.now();
  auto linted = TRY(prepared.issuing->complete(*std::move(road.precertificate), scts, now));
  prepared.findings += linted.outside_findings();
  prepared.lints_run = linted.report().lints_run;
  road.signed_one.row.der =
      TRY(prepared.issuing->sign_der(std::move(linted), prepared.refused_der));
  road.signed_one.record = record_of(prepared, road.signed_one.row);
  auto details = boost::json::parse(road.signed_one.record.details).as_object();
  details["scts"] = names_of(scts, *uses_.transparency.logs->list());
  road.signed_one.record.details = boost::json::serialize(details);
  return {};
}

void Issuing::complete(std::unique_ptr<Road> road, const x509::SctList& scts) {
  const auto signed_one = sign_final(*road, scts);
  if (!signed_one) {
    leave_unfinished(std::move(road), signed_one.error());
    return;
  }
  if (road->alongside.when_signed) {
    road->alongside.when_signed(road->signed_one.row);
  }
  Road& here = *road;
  uses_.database.write_async(
      [this, &here](store::Transaction& tx) { return store_final(tx, here); },
      [this, road = std::move(road)](Result<void> stored) mutable {
        if (stored) {
          road->done(std::move(road->signed_one.row));
        } else if (is_certainly_not_stored(stored.error())) {
          leave_unfinished(std::move(road), stored.error());
        } else {
          road->done(pass(stored));
        }
      });
}

Result<void> Issuing::store_final(store::Transaction& tx, Road& road) {
  const auto& [row, record] = road.signed_one;
  const auto leaf = TRY(uses_.audit.append(tx, record));
  TRY(PrecertificateRepository::complete(tx, row, leaf, road.submissions, uses_.clock.now()));
  uses_.intents.close(tx, road.prepared.intent);
  return road.alongside.with_certificate ? road.alongside.with_certificate(tx, row)
                                         : Result<void>();
}

/// No certificate was signed yet: the caller may have the logs asked again, with the same bytes.
void Issuing::pause(std::unique_ptr<Road> road, const Error& why) {
  Road& here = *road;
  uses_.database.write_async(
      [this, &here, why](store::Transaction& tx) { return store_pause(tx, here, why); },
      [this, road = std::move(road), why](const Result<bool>& waits) mutable {
        if (!waits && is_certainly_not_stored(waits.error())) {
          leave_unfinished(std::move(road), waits.error());
        } else if (!waits) {
          road->done(std::unexpected(waits.error()));
        } else {
          road->done(*waits ? Result<model::IssuedCertificate>(fail(kWaitsForLogs))
                            : std::unexpected(why));
        }
      });
}

/// Whether it waits; else it ended.
Result<bool> Issuing::store_pause(store::Transaction& tx, const Road& road, const Error& why) {
  const model::IssuedCertificate& row = road.signed_one.row;
  const Time now = uses_.clock.now();
  const WaitingPrecertificate waiting{row.id, road.precertificate_signed_at,
                                      usable_until(row, road.prepared.profile->set(), now)};
  const auto& with_wait = road.alongside.with_wait;
  if (!with_wait || row.application.empty() || !TRY(with_wait(tx, waiting))) {
    TRY(end_unfinished(tx, road, why));
    return false;
  }
  if (!road.is_resumed) {  // once, not every round
    TRY(uses_.audit.append(
        tx, record_about(row, road.prepared.order.actor, now, "precertificate.waiting",
                         audit::Outcome::failed, reason_of(why))));
  }
  TRY(PrecertificateRepository::wait(tx, row.id, road.submissions));
  uses_.intents.close(tx, road.prepared.intent);
  return true;
}

Result<void> Issuing::end_unfinished(store::Transaction& tx, const Road& road, const Error& why) {
  const model::IssuedCertificate& row = road.signed_one.row;
  const Time now = uses_.clock.now();
  auto details = reason_of(why);
  keep_refused(details, road.prepared.refused_der);
  TRY(uses_.audit.append(
      tx, record_about(row, road.prepared.order.actor, now, "precertificate.unfinished",
                       audit::Outcome::failed, std::move(details))));
  TRY(PrecertificateRepository::leave_unfinished(tx, row.id, why.code(), road.submissions, now));
  uses_.intents.close(tx, road.prepared.intent);
  return {};
}

/// If even this cannot be stored, the intent stays open and the next start does it.
void Issuing::leave_unfinished(std::unique_ptr<Road> road, const Error& why) {
  Road& here = *road;
  uses_.database.write_async(
      [this, &here, why](store::Transaction& tx) { return end_unfinished(tx, here, why); },
      [road = std::move(road), why](const Result<void>&) mutable {
        road->done(std::unexpected(why));
      });
}

}  // namespace chancery::ca
