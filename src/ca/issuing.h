// The promise: a serial and a signature put together, so that nothing signed is ever unknown
// (RFC 3647 section 4.3; TLS BR 4.3.1; NT-15, NT-17, NT-45, NT-56).
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "audit/log.h"
#include "base/executor.h"
#include "base/result.h"
#include "base/under_way.h"
#include "ca/issuers.h"
#include "ca/public_urls.h"
#include "ct/transparency.h"
#include "lint/report.h"
#include "model/application.h"
#include "model/issued_certificate.h"
#include "profile/build.h"
#include "profile/catalogue.h"
#include "profile/validity.h"
#include "store/database.h"
#include "store/intent_log.h"

namespace chancery::ca {

/// What CAA said about one DNS name, and until when that may be relied on (TLS BR 3.2.2.8).
struct CaaClearance {
  std::string name;
  Time checked_at{};
  Time usable_until{};
};

/// What a role asks the CA to issue. The key's possession must have been proven to the caller.
struct IssueOrder {
  std::string profile;
  model::IssuerId issuer;  ///< empty: the newest enabled one of the profile's hierarchy
  profile::Content content;
  profile::ValidityWish validity;
  model::AccountId owner;            ///< empty: the CA itself
  model::ApplicationId application;  ///< empty: none
  std::vector<model::AuthorizationId> proofs;
  std::vector<CaaClearance> caa;
  std::optional<model::Agreement> agreement;
  std::string actor;  ///< for the audit log
};

/// A precertificate on record that got too few SCTs, while it waits for the logs to be asked again.
struct WaitingPrecertificate {
  model::CertificateId certificate;
  Time signed_at{};
  Time usable_until{};  ///< no certificate can be made of it later
};

/// The caller's own rows, written in the two commits of an issuance: `with_...` run on the store's
/// writer thread under its rules (store::Database::write). Each may be empty.
struct AlongsideIssuance {
  /// With serial and intent, before the key is used: an error stops the issuance.
  std::function<Result<void>(store::Transaction&)> with_intent = {};
  /// With the certificate. It is signed by then, so whatever can refuse belongs into `with_intent`:
  /// an error here throws the certificate away, and its serial is abandoned.
  std::function<Result<void>(store::Transaction&, const model::IssuedCertificate&)>
      with_certificate = {};
  /// When the logs did not give enough SCTs, in the commit that has the precertificate wait: true
  /// when the caller sees to it that `resume_async` comes. Where it is false or empty, or that
  /// commit fails, the precertificate is left unfinished.
  std::function<Result<bool>(store::Transaction&, const WaitingPrecertificate&)> with_wait = {};
  /// Once, on the thread that signed, before the second commit: to prepare what only depends on the
  /// certificate, so that the writer need not. Nothing is durable yet.
  std::function<void(const model::IssuedCertificate&)> when_signed = {};
};

/// Certificate transparency: with it, subscriber certificates of public trust get SCTs.
struct TransparencyUse {
  ct::Transparency* logs = nullptr;  ///< null: no certificate is shown to logs
  Executor* executor = nullptr;      ///< for `issue`, which has none of its own; not null with logs
  /// Names of issuers whose certificates get none; null: there are none.
  const std::set<std::string, std::less<>>* exempt = nullptr;
};

/// What an order would be made into.
struct Rehearsal {
  Bytes tbs_der;
  policy::Validity validity;
  lint::Report report;  ///< warnings and notices: an error stops it
  IssuerPtr issuer;
  std::string suffix_list;  ///< the version of the Public Suffix List by which names were judged
};

/// Things that issuing uses; all are borrowed.
struct IssuingDependencies {
  store::Database& database;
  store::IntentLog& intents;
  audit::Log& audit;
  const Issuers& issuers;
  const NameRuleSets& rules;
  const profile::Catalogue& profiles;
  const PublicUrls& urls;
  const Clock& clock;
  Random& random;
  IdSource& ids;
  TransparencyUse transparency = {};
};

/// Safe for many threads.
class Issuing final {
 public:
  /// Told once what became of an order, on whatever thread that was settled: often the store's
  /// writer, so it must be quick and not throw.
  using Done = std::move_only_function<void(Result<model::IssuedCertificate>)>;

  explicit Issuing(IssuingDependencies dependencies) : uses_(dependencies) {}
  /// Waits for what `issue_async` began.
  ~Issuing() = default;
  Issuing(const Issuing&) = delete;
  Issuing& operator=(const Issuing&) = delete;

  /// In this order: names and key are judged again whatever the caller did; the profile writes the
  /// body; lints may refuse, and then leave a report in the audit log; in one commit the proofs are
  /// read again from the store and serial and body are recorded; only then the key is used; the
  /// certificate, its audit record and `alongside` are one commit. If the process dies in between,
  /// `recover` finds the serial; if the key or the second commit fails, the serial is put on record
  /// as abandoned at once.
  ///
  /// Where SCTs are needed, a precertificate is signed first and stored, in a commit of its own, as
  /// a certificate that counts as issued; then the logs are asked, and the certificate takes its
  /// place. When they do not give enough SCTs it stays: revocable, answered for, listed (NT-171);
  /// it waits where the caller will resume it, else it is unfinished.
  ///
  /// Public-trust profiles need a valid authorization of the owner for each name, young enough at
  /// this moment, and a CAA clearance for each DNS name, an accepted agreement, and a key that was
  /// not compromised; private ones need none of these.
  ///
  /// Errors: kWaitsForLogs when it is that `with_wait` said true to;
  /// kIssuerNotFound, kIssuerNotEnabled, kIssuerIsRoot, kIssuerOfOtherHierarchy,
  /// kNoIssuerForProfile, kProofMissing,
  /// kProofTooOld, kCaaNotChecked, kAgreementMissing, kKeyCompromised; those of profile, policy,
  /// lint, issuance, keys, store, ct and `alongside`. After store::kCommitUnknown the certificate
  /// may be stored: look before asking again.
  [[nodiscard]] Result<model::IssuedCertificate> issue(IssueOrder order,
                                                       const AlongsideIssuance& alongside = {});

  /// The same without a thread that waits for commits: what comes before the first runs here, the
  /// signature on `executor`, which outlives this.
  void issue_async(IssueOrder order, AlongsideIssuance alongside, Executor& executor, Done done);

  /// Goes on with the precertificate that waits for the logs: the same serial, the same bytes. All
  /// that an issuance is judged by is judged again, of `order` as it is now, which must name the
  /// same profile, names and key. The first commit has it `shown` again, so that nobody else
  /// resumes it.
  ///
  /// Errors: as `issue`; kPrecertificateUnusable, kPrecertificateRevoked: it will never be
  /// completed, see `forsake`; ct::kTooFewLogs and others that pass: it still waits.
  void resume_async(IssueOrder order, model::CertificateId precertificate,
                    AlongsideIssuance alongside, Executor& executor, Done done);

  /// Gives up what waits for that application: on record as unfinished, with `why`, a code. False
  /// when nothing waits; what is before the logs at this moment does not.
  [[nodiscard]] Result<bool> forsake(store::Transaction& tx, model::ApplicationId application,
                                     std::string_view why);

  /// The logs that are known; nullptr when none are configured.
  [[nodiscard]] std::shared_ptr<const ct::LogList> log_list() const;

  /// That a CA would issue under this profile now. Nothing else of an order is looked at, nor
  /// whether that CA's key is at hand. Errors: kNoIssuerForProfile.
  [[nodiscard]] Result<void> check_offered(const profile::Profile& profile) const;

  /// Everything short of serial, commit and signature: what would be signed if the order came now,
  /// and what the lints inside the house say. Its serial is made up and stored nowhere.
  /// Errors: as `issue`, but for proofs, CAA, agreement and the history of the key.
  [[nodiscard]] Result<Rehearsal> rehearse(const IssueOrder& order) const;

  /// The URLs that a certificate of this issuer carries.
  [[nodiscard]] profile::Urls urls_of(const LoadedIssuer& issuer, int shard) const;

 private:
  struct Bodies;
  struct Prepared;
  struct Signed;
  struct Road;
  struct Waiting;
  struct WayBack;

  [[nodiscard]] Result<IssuerPtr> issuer_for(const profile::Profile& profile, model::IssuerId wish,
                                             Time now) const;
  [[nodiscard]] bool needs_scts(const profile::Profile& profile, const LoadedIssuer& issuer) const;
  [[nodiscard]] Result<Bodies> lint_body(const issuance::VettedRequest& vetted,
                                         const LoadedIssuer& issuer,
                                         const issuance::Issuer& issuing, int shard,
                                         Time now) const;
  /// Moves from `order` only when all goes well.
  [[nodiscard]] Result<Prepared> prepare(IssueOrder& order) const;
  [[nodiscard]] Result<model::IntentKey> record_intent(store::Transaction& tx,
                                                       const Prepared& prepared,
                                                       const AlongsideIssuance& alongside);
  [[nodiscard]] model::IssuedCertificate row_of(const Prepared& prepared) const;
  [[nodiscard]] audit::Record record_of(const Prepared& prepared,
                                        const model::IssuedCertificate& row) const;
  [[nodiscard]] Result<Signed> sign(Prepared& prepared);
  [[nodiscard]] Result<void> store(store::Transaction& tx, const Prepared& prepared,
                                   Signed& signed_one, const AlongsideIssuance& alongside);
  [[nodiscard]] Result<void> abandon(store::Transaction& tx, const Prepared& prepared,
                                     const audit::Record& record);
  [[nodiscard]] audit::Record abandonment(const Prepared& prepared, const Error& why) const;

  void refuse(const IssueOrder& order, Error why, Done done);
  void begin(std::unique_ptr<Road> road);
  void sign_or_ask(std::unique_ptr<Road> road);
  void travel_on(std::unique_ptr<Road> road);
  void give_up(std::unique_ptr<Road> road, const Error& why);

  // With SCTs (issuing_with_logs.cpp).
  [[nodiscard]] Result<model::IssuedCertificate> wait_for_logs(Prepared prepared,
                                                               const AlongsideIssuance& alongside);
  void announce(std::unique_ptr<Road> road);
  void ask_logs(std::unique_ptr<Road> road);
  void complete(std::unique_ptr<Road> road, const x509::SctList& scts);
  [[nodiscard]] Result<void> sign_final(Road& road, const x509::SctList& scts);
  [[nodiscard]] Result<void> store_announced(store::Transaction& tx, Road& road);
  [[nodiscard]] Result<void> store_final(store::Transaction& tx, Road& road);
  void pause(std::unique_ptr<Road> road, const Error& why);
  [[nodiscard]] Result<bool> store_pause(store::Transaction& tx, const Road& road,
                                         const Error& why);
  void leave_unfinished(std::unique_ptr<Road> road, const Error& why);
  [[nodiscard]] Result<void> end_unfinished(store::Transaction& tx, const Road& road,
                                            const Error& why);

  // With what waits (resuming.cpp).
  [[nodiscard]] Result<Prepared> prepare_again(IssueOrder& order,
                                               const model::IssuedCertificate& announced) const;
  [[nodiscard]] Result<WayBack> way_back(IssueOrder& order, model::CertificateId certificate) const;
  [[nodiscard]] Result<model::IntentKey> claim(store::Transaction& tx, const Road& road);

  IssuingDependencies uses_;
  /// Shared with what is under way, whose end outlives this by a moment.
  UnderWay under_way_;
};

}  // namespace chancery::ca
