// The promise: a serial and a signature put together, so that nothing signed is ever unknown
// (RFC 3647 section 4.3; TLS BR 4.3.1; NT-15, NT-17, NT-45, NT-56).
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "audit/log.h"
#include "base/result.h"
#include "ca/issuers.h"
#include "ca/public_urls.h"
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

/// The caller's own rows, written in the two commits of an issuance. Both run on the store's writer
/// thread under its rules (store::Database::write). Either may be empty.
struct AlongsideIssuance {
  /// With serial and intent, before the key is used: an error stops the issuance.
  std::function<Result<void>(store::Transaction&)> with_intent;
  /// With the certificate. It is signed by then, so whatever can refuse belongs into `with_intent`:
  /// an error here throws the certificate away, and its serial is abandoned.
  std::function<Result<void>(store::Transaction&, const model::IssuedCertificate&)>
      with_certificate;
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
};

/// Safe for many threads.
class Issuing final {
 public:
  explicit Issuing(IssuingDependencies dependencies) : uses_(dependencies) {}

  /// In this order: names and key are judged again whatever the caller did; the profile writes the
  /// body; lints may refuse; in one commit the proofs are read again from the store and serial and
  /// body are recorded; only then the key is used; the certificate, its audit record and
  /// `alongside` are one commit. If the process dies in between, `recover` finds the serial; if the
  /// key or the second commit fails, the serial is put on record as abandoned at once.
  ///
  /// Public-trust profiles need a valid authorization of the owner for each name, young enough at
  /// this moment, and a CAA clearance for each DNS name, an accepted agreement, and a key that was
  /// not compromised; private ones need none of these.
  ///
  /// Errors: kIssuerNotFound, kIssuerNotEnabled, kIssuerIsRoot, kNoIssuerForProfile, kProofMissing,
  /// kProofTooOld, kCaaNotChecked, kAgreementMissing, kKeyCompromised; those of profile, policy,
  /// lint, issuance, keys, store and `alongside`. After store::kCommitUnknown the certificate may
  /// be stored: look before asking again.
  [[nodiscard]] Result<model::IssuedCertificate> issue(IssueOrder order,
                                                       const AlongsideIssuance& alongside = {});

  /// Everything short of serial, commit and signature: would this be issued? For checks at filing.
  /// Errors: as `issue`, but for proofs and CAA.
  [[nodiscard]] Result<void> check(const IssueOrder& order) const;

  /// The URLs that a certificate of this issuer carries.
  [[nodiscard]] profile::Urls urls_of(const LoadedIssuer& issuer, int shard) const;

 private:
  struct Prepared;

  [[nodiscard]] Result<IssuerPtr> issuer_for(const profile::Profile& profile, model::IssuerId wish,
                                             Time now) const;
  [[nodiscard]] Result<Prepared> prepare(IssueOrder order) const;
  [[nodiscard]] Result<void> record_intent(Prepared& prepared, const AlongsideIssuance& alongside);
  [[nodiscard]] Result<model::IssuedCertificate> store(const Prepared& prepared,
                                                       const x509::Certificate& certificate,
                                                       const AlongsideIssuance& alongside);
  void abandon(const Prepared& prepared, const Error& why);

  IssuingDependencies uses_;
};

}  // namespace chancery::ca
