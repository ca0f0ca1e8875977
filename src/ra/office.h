// What every desk of this room works with, and the rules of the house that an operator can set.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "audit/log.h"
#include "base/executor.h"
#include "base/id.h"
#include "base/random.h"
#include "base/secret.h"
#include "base/time.h"
#include "ca/issuers.h"
#include "jobs/queue.h"
#include "model/application.h"
#include "model/issued_certificate.h"
#include "profile/catalogue.h"
#include "ra/quota.h"
#include "store/database.h"

namespace chancery::ra {

struct Settings {
  /// Version of the subscriber agreement in force (NT-45, NT-46).
  std::string agreement_version = "2026-11";
  bool require_external_account = false;
  Secret external_account_secret;  ///< 32 bytes; HMAC keys of 7.3.4 are derived from it
  /// What stands before the id in the URI of an account, as CAA's accounturi has it (RFC 8657; the
  /// CPS lists both forms): an ACME account's URL, and an "acct:" URI for everybody else.
  std::string acme_account_prefix;
  std::string account_host = "localhost";
  std::string default_profile = std::string(profile::kTlsDv);
  Duration order_lifetime = std::chrono::hours(7 * 24);  ///< an ACME order without its proofs
  Duration proof_time = std::chrono::hours(72);          ///< everybody else's (NC-26)
  Quota orders_per_account;
  Quota certificates_per_name;
};

/// What the desks work with. Everything is borrowed and must outlive the office.
struct Equipment {
  store::Database& database;
  audit::Log& audit;
  jobs::Queue& queue;
  const profile::Catalogue& profiles;
  const ca::NameRuleSets& name_rules;
  const Clock& clock;
  Random& random;
  IdSource& ids;
  Executor& executor;  ///< for what goes on after a commit
  /// Called inside of the unit that stores the certificate of an application, but for ACME's, whose
  /// clients wait for it. May be empty.
  std::function<Result<void>(store::Transaction&, const model::Application&,
                             const model::CertificateFacts&)>
      tell_issued = {};
  /// Likewise, inside of the unit that rejects an application on the CA's own decision.
  std::function<Result<void>(store::Transaction&, const model::Application&)> tell_rejected = {};
};

/// What an audit record names an application by.
[[nodiscard]] inline std::string subject_of(model::ApplicationId id) {
  return "application:" + to_text(id);
}

class Office final {
 public:
  Office(Equipment equipment, Settings settings)
      : equipment_(std::move(equipment)), settings_(std::move(settings)) {}

  [[nodiscard]] store::Database& database() { return equipment_.database; }
  [[nodiscard]] Executor& executor() { return equipment_.executor; }
  [[nodiscard]] Result<void> tell_issued(store::Transaction& tx,
                                         const model::Application& application,
                                         const model::CertificateFacts& certificate) {
    const bool is_told =
        equipment_.tell_issued && application.source != model::ApplicationSource::acme;
    return is_told ? equipment_.tell_issued(tx, application, certificate) : Result<void>();
  }
  [[nodiscard]] Result<void> tell_rejected(store::Transaction& tx,
                                           const model::Application& application) {
    const bool is_told =
        equipment_.tell_rejected && application.source != model::ApplicationSource::acme;
    return is_told ? equipment_.tell_rejected(tx, application) : Result<void>();
  }
  [[nodiscard]] jobs::Queue& queue() { return equipment_.queue; }
  [[nodiscard]] const profile::Catalogue& profiles() const { return equipment_.profiles; }
  [[nodiscard]] const ca::NameRuleSets& name_rules() const { return equipment_.name_rules; }
  [[nodiscard]] Random& random() { return equipment_.random; }
  [[nodiscard]] IdSource& ids() { return equipment_.ids; }
  [[nodiscard]] Time now() const { return equipment_.clock.now(); }
  [[nodiscard]] const Settings& settings() const { return settings_; }

  /// One leaf, in the same commit as what it records.
  [[nodiscard]] Result<void> record(store::Transaction& tx, std::string_view kind,
                                    std::string_view actor, std::string subject,
                                    audit::Outcome outcome, std::string details) {
    TRY(equipment_.audit.append(
        tx, audit::Record{now(), std::string(kind), std::string(actor), std::move(subject), outcome,
                          std::move(details)}));
    return {};
  }

 private:
  Equipment equipment_;
  Settings settings_;
};

}  // namespace chancery::ra
