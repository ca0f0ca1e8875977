#include "ca/recovery.h"

#include <boost/json.hpp>

#include "base/encoding.h"
#include "crypto/hash.h"

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
    TRY(database.write([&](store::Transaction& tx) -> Result<void> {
      for (const auto& one : found) {
        if (!one.issued) {
          (void)TRY(audit.append(tx, abandoned_record(one.intent, clock.now())));
        }
      }
      return intents.forget_through(tx, found.back().key.batch);
    }));
    for (const auto& one : found) {
      ++(one.issued ? report.issued : report.abandoned);
    }
  }
}

}  // namespace chancery::ca
