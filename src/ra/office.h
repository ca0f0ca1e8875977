// What every desk of this room works with, and the rules of the house that an operator can set.
#pragma once

#include <string>
#include <string_view>

#include "audit/log.h"
#include "base/id.h"
#include "base/random.h"
#include "base/secret.h"
#include "base/time.h"
#include "jobs/queue.h"
#include "ra/quota.h"
#include "store/database.h"

namespace chancery::ra {

struct Settings {
  /// Version of the subscriber agreement in force (NT-45, NT-46). Empty: none has to be accepted;
  /// for installations that serve a private hierarchy only.
  std::string agreement_version;
  bool require_external_account = false;
  Secret external_account_secret;  ///< 32 bytes; HMAC keys of 7.3.4 are derived from it
  std::string default_profile = "tls-dv";
  Duration order_lifetime = std::chrono::hours(7 * 24);  ///< an ACME order without its proofs
  Duration proof_time = std::chrono::hours(72);          ///< everybody else's (NC-26)
  Quota orders_per_account;
  Quota certificates_per_name;
};

/// Borrowed by all desks; must outlive them.
class Office final {
 public:
  Office(store::Database& database, audit::Log& audit, jobs::Queue& queue, const Clock& clock,
         Random& random, IdSource& ids, Settings settings)
      : database_(database),
        audit_(audit),
        queue_(queue),
        clock_(clock),
        random_(random),
        ids_(ids),
        settings_(std::move(settings)) {}

  [[nodiscard]] store::Database& database() { return database_; }
  [[nodiscard]] jobs::Queue& queue() { return queue_; }
  [[nodiscard]] Random& random() { return random_; }
  [[nodiscard]] IdSource& ids() { return ids_; }
  [[nodiscard]] Time now() const { return clock_.now(); }
  [[nodiscard]] const Settings& settings() const { return settings_; }

  /// One leaf, in the same commit as what it records.
  [[nodiscard]] Result<void> record(store::Transaction& tx, std::string_view kind,
                                    std::string_view actor, std::string subject,
                                    audit::Outcome outcome, std::string details) {
    TRY(audit_.append(tx, audit::Record{clock_.now(), std::string(kind), std::string(actor),
                                        std::move(subject), outcome, std::move(details)}));
    return {};
  }

 private:
  store::Database& database_;
  audit::Log& audit_;
  jobs::Queue& queue_;
  const Clock& clock_;
  Random& random_;
  IdSource& ids_;
  Settings settings_;
};

}  // namespace chancery::ra
