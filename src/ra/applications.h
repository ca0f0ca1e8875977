// The one road for petitions: console, REST, command line and ACME all file them here
// (NC-4..8, NC-13..16, NC-19..32; RFC 8555 section 7.4).
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "base/time.h"
#include "base/under_way.h"
#include "ca/issuing.h"
#include "crypto/public_key.h"
#include "model/application.h"
#include "model/issued_certificate.h"
#include "ra/accounts.h"
#include "ra/bounded_cache.h"
#include "ra/dry_run.h"
#include "ra/quota.h"
#include "ra/scope.h"
#include "x509/certification_request.h"
#include "x509/general_name.h"
#include "x509/identifier.h"

namespace chancery::ra {

class Accounts;
class Fulfilment;
class Office;
class Proofs;

/// What an applicant asks for, not yet checked.
struct ApplicationRequest {
  model::AccountId account;
  model::ApplicationSource source = model::ApplicationSource::rest;
  std::string name;                           ///< mandatory and unique per account, but for ACME
  std::string profile;                        ///< "" takes the default of the installation
  std::vector<x509::Identifier> identifiers;  ///< see identifier_from_text (names.h)
  Bytes csr;  ///< DER; mandatory but for ACME, which brings it later
  /// Outside of ACME: the one method for every name (NC-19). ACME ignores it.
  model::ValidationMethod method = model::ValidationMethod::dns_change;
  std::optional<Time> not_before;
  std::optional<Time> not_after;
  /// The agreement that is accepted with this application; "" rests on what the account accepted.
  std::string agreement_version;
  std::string actor;  ///< for the audit log: "account:...", "api-key:...", "cli"
  std::optional<model::Family> family = {};
  /// An application of the account that ended without a certificate. When this one has the same
  /// name, that one gives it up (NC-4, NC-32).
  model::ApplicationId apply_again_of = {};
  model::CertificateId renews = {};  ///< a certificate of the account
  /// Of Advanced OV alone; empty: that of what this one follows.
  model::OrganizationId organization = {};
};

/// A certificate under a private profile, made at once: the caller's role vouches for the names.
struct DirectRequest {
  model::AccountId account;
  model::ApplicationSource source = model::ApplicationSource::rest;
  std::string profile;
  Bytes csr;                                  ///< DER; empty with a managed key
  std::optional<crypto::PublicKey> key = {};  ///< managed: its owner is this installation
  x509::GeneralNames names;                   ///< empty: those of the CSR
  std::string common_name;                    ///< "": that of the CSR
  model::IssuerId issuer;                     ///< empty: the newest of the hierarchy
  std::optional<std::int64_t> days = {};
  std::string actor;
};

struct ApplicationFilter {
  std::optional<model::ApplicationStatus> status;  ///< as stored (never `ready`)
  std::string name;                                ///< exact
  std::string domain;                              ///< exact identifier value
};

struct ApplicationPage {
  std::vector<model::Application> applications;  ///< newest first
  std::string next;                              ///< mark of the next page; "" at the end
};

/// Safe for many threads.
class Applications final {
 public:
  /// Everything is borrowed.
  Applications(Office& office, Accounts& accounts, Proofs& proofs, Fulfilment& fulfilment,
               ca::Issuing& issuing);

  /// Checks and stores an application with its authorizations, jobs and audit record in one commit.
  /// Authorizations that are still valid are reused within the dated limit; with all of them valid
  /// and a CSR the certificate is made by a job that is due at once. A private profile asked for
  /// outside of ACME needs no authorizations.
  /// Errors: kApplicationNameMissing, kApplicationNameTaken, kApplicationWithoutNames,
  /// kApplicationTooManyNames, kApplicationCsrMissing, kProfileNotOffered, kIdentifierNotOffered,
  /// kValidityNotOffered, kAgreementRequired, kAccountNotValid, kMethodNotOffered, kRateLimited,
  /// kApplyAgainNotEnded, kCertificateNotFound (renews), kOrganizationNeeded,
  /// kOrganizationNotTaken, kDomainOfOther, the kCsr* kinds, and those of vetting (organizations
  /// that are not validated), x509 (malformed names) and policy (forbidden names and keys).
  [[nodiscard]] Result<model::ApplicationView> file(const ApplicationRequest& request);

  /// What became of an application; told once, on any thread that may wait.
  using Done = std::move_only_function<void(Result<model::ApplicationView>)>;

  /// The same without a thread that waits for the commit.
  void file_async(ApplicationRequest request, Done done);

  /// Checks a CSR as `file` would, without storing anything (NC-16). Same errors.
  [[nodiscard]] Result<void> check_csr_only(const ApplicationRequest& request);

  /// Each of O, C, ST and L of a CSR that is not the organization's (NC-15).
  /// Errors: vetting::kOrganizationNotFound, kOrganizationNotValid.
  [[nodiscard]] Result<std::vector<Error>> compare_with_organization(
      model::AccountId account, model::OrganizationId organization,
      const x509::CertificationRequest& csr);

  /// What `file` would do and what would be signed, with CAA as it stands; may wait for DNS some 20
  /// seconds. Nothing is stored, signed or counted. Errors: those of `file`, but kRateLimited,
  /// which is in the quotas.
  [[nodiscard]] Result<DryRun> rehearse(const ApplicationRequest& request);

  /// For private profiles only (else kProfileNotOffered): checks the CSR's proof of possession, and
  /// returns with the certificate stored. It leaves an application without a name. Errors:
  /// kAccountNotValid, kApplicationCsrMissing, those of x509 and of ca::Issuing::issue.
  [[nodiscard]] Result<model::IssuedCertificate> issue_at_once(const DirectRequest& request);

  /// The profiles that an ACME order may name, in the order of the catalogue.
  [[nodiscard]] std::vector<const profile::Profile*> profiles_for_acme() const;

  /// Errors: kApplicationNotFound.
  [[nodiscard]] Result<model::ApplicationView> get(Scope scope, model::ApplicationId id);

  /// At most `limit` (1-200) applications after the mark `after` ("" for the first page).
  /// Errors: kApplicationFilterMalformed.
  [[nodiscard]] Result<ApplicationPage> list(Scope scope, const ApplicationFilter& filter,
                                             std::string_view after, int limit);

  /// Hands in the CSR of a ready ACME order and makes the certificate. `done` hears when it is made
  /// or when `budget` is over; then the status is `processing` and the work goes on in the
  /// background. Calling it again with the same CSR is harmless. Errors: kApplicationNotFound,
  /// kApplicationNotReady, kApplicationClosed, kApplicationBusy, the kCsr* kinds; CAA and policy
  /// refusals are in the view's `refusals`, with status `failed`.
  void finalize(Scope scope, model::ApplicationId id, BytesView csr_der, Duration budget,
                Done done);

  /// Withdraws an application that has no certificate yet; what waits for CT logs is given up with
  /// it. Errors: kApplicationNotFound, kApplicationClosed, kApplicationBusy: its certificate is
  /// being made.
  [[nodiscard]] Result<model::ApplicationView> cancel(Scope scope, model::ApplicationId id,
                                                      std::string_view actor);

  /// Looks for the proofs of every pending name now instead of at the next date; does not wait for
  /// the result. Errors: kApplicationNotFound, kApplicationClosed.
  [[nodiscard]] Result<model::ApplicationView> check_now(Scope scope, model::ApplicationId id);

 private:
  static constexpr std::size_t kMaxCached = 1000;
  struct Checked;
  struct Finalizing;

  [[nodiscard]] Result<Checked> check(const ApplicationRequest& request);
  [[nodiscard]] Result<KnownAccountPtr> valid_account(model::AccountId id);
  [[nodiscard]] static Result<profile::Content> content_of(const DirectRequest& request);
  [[nodiscard]] Result<void> count(const Checked& checked);
  [[nodiscard]] std::vector<std::string> counted_names(const Checked& checked) const;
  [[nodiscard]] std::vector<QuotaEffect> look_at_quotas(const Checked& checked);
  [[nodiscard]] Result<model::ApplicationView> store(store::Transaction& tx, const Checked& checked,
                                                     const ApplicationRequest& request);
  [[nodiscard]] Result<void> follow(store::Transaction& tx, const model::Application& application);
  [[nodiscard]] Result<model::ApplicationView> load(Scope scope, model::ApplicationId id);
  [[nodiscard]] Result<Finalizing> check_finalize(Scope scope, model::ApplicationId id,
                                                  BytesView csr_der);
  void remember(const model::ApplicationView& view);

  Office& office_;
  Accounts& accounts_;
  Proofs& proofs_;
  Fulfilment& fulfilment_;
  ca::Issuing& issuing_;
  QuotaKeeper orders_;
  QuotaKeeper names_;
  BoundedCache<model::ApplicationId, model::ApplicationView> issued_;
  UnderWay under_way_;  ///< last: what is under way uses everything above
};

}  // namespace chancery::ra
