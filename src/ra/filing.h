// Filing: the one road for petitions. Console, REST, command line and ACME all file them here
// (NC-4..8, NC-13..16, NC-19; RFC 8555 section 7.4).
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
#include "model/application.h"
#include "ra/accounts.h"
#include "ra/dry_run.h"
#include "ra/quota.h"
#include "x509/certification_request.h"
#include "x509/identifier.h"

namespace chancery::ra {

class Office;
class OrderWriter;
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

/// Safe for many threads.
class Filing final {
 public:
  /// Everything is borrowed.
  Filing(Office& office, Accounts& accounts, Proofs& proofs, OrderWriter& orders,
         const ca::Issuing& issuing);

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

  /// The profiles that an ACME order may name, in the order of the catalogue.
  [[nodiscard]] std::vector<const profile::Profile*> profiles_for_acme() const;

 private:
  struct Checked;

  [[nodiscard]] Result<Checked> check(const ApplicationRequest& request);
  [[nodiscard]] Result<void> count(const Checked& checked);
  [[nodiscard]] std::vector<std::string> counted_names(const Checked& checked) const;
  [[nodiscard]] std::vector<QuotaEffect> look_at_quotas(const Checked& checked);
  [[nodiscard]] Result<model::ApplicationView> store(store::Transaction& tx, const Checked& checked,
                                                     const ApplicationRequest& request);
  [[nodiscard]] Result<void> follow(store::Transaction& tx, const model::Application& application);

  Office& office_;
  Accounts& accounts_;
  Proofs& proofs_;
  OrderWriter& orders_;
  const ca::Issuing& issuing_;
  QuotaKeeper order_quota_;
  QuotaKeeper name_quota_;
  UnderWay under_way_;  ///< last: what is under way uses everything above
};

}  // namespace chancery::ra
