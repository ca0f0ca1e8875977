#include "ca/recovery.h"

#include <boost/json.hpp>

#include "base/encoding.h"
#include "crypto/hash.h"
#include "store/precertificate_repository.h"

namespace chancery::ca {
namespace {

audit::Record abandoned_record(const model::Intent& intent, Time now) {
  const boost::json::object details{{"serial", intent.serial.hex()},
                                    {"tbs_sha256", to_hex(crypto::sha256(intent.tbs_der))}};
  return {now,
          "serial.abandoned",
          "system",
          "issuer:" + to_text(intent.issuer),
          audit::Outcome::failed,
          boost::json::serialize(details)};
}

audit::Record unfinished_record(const model::Intent& intent, model::CertificateId certificate,
                                Time now) {
  const boost::json::object details{{"serial", intent.serial.hex()}, {"reason", "crash"}};
  return {now,
          "precertificate.unfinished",
          "system",
          "certificate:" + to_text(certificate),
          audit::Outcome::failed,
          boost::json::serialize(details)};
}

/// True when it was a precertificate in front of the logs.
Result<bool> end_precertificate(store::Transaction& tx, audit::Log& audit,
                                const model::Intent& intent, Time now) {
  using store::PrecertificateRepository;
  const auto found = TRY(PrecertificateRepository::left_behind(tx, intent));
  if (found) {
    (void)TRY(audit.append(tx, unfinished_record(intent, *found, now)));
    TRY(PrecertificateRepository::leave_unfinished(tx, *found, "crash", {}, now));
  }
  return found.has_value();
}

}  // namespace

Result<RecoveryReport> recover(store::Database& database, store::IntentLog& intents,
                               audit::Log& audit, const Clock& clock) {
  RecoveryReport report;
  for (;;) {
    const auto found = TRY(
        database.read([&](store::Snapshot& snapshot) { return intents.outstanding(snapshot); }));
    if (found.empty()) {
      return report;
    }
    report.unfinished += TRY(database.write([&](store::Transaction& tx) -> Result<int> {
      int unfinished = 0;
      for (const auto& one : found) {
        if (!one.issued) {
          (void)TRY(audit.append(tx, abandoned_record(one.intent, clock.now())));
        } else if (TRY(end_precertificate(tx, audit, one.intent, clock.now()))) {
          ++unfinished;
        }
      }
      TRY(intents.forget_through(tx, found.back().key.batch));
      return unfinished;
    }));
    for (const auto& one : found) {
      ++(one.issued ? report.issued : report.abandoned);
    }
  }
}

}  // namespace chancery::ca
