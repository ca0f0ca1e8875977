// The one road for petitions: console, REST, command line and ACME all file them here
// (NC-4..8, NC-13..16, NC-19..32; RFC 8555 section 7.4).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "base/time.h"
#include "model/application.h"
#include "ra/scope.h"

namespace chancery::ra {

class Issuing;
class Office;
class Proofs;

/// What an applicant asks for, not yet checked.
struct ApplicationRequest {
  model::AccountId account;
  model::ApplicationSource source = model::ApplicationSource::rest;
  std::string name;                ///< mandatory and unique per account, but for ACME
  std::string profile;             ///< "" takes the default of the installation
  std::vector<std::string> names;  ///< domains ("*.", apex or full) and IP addresses, as typed
  Bytes csr;                       ///< DER; mandatory but for ACME, which brings it later
  /// Outside of ACME: the one method for every name (NC-19). ACME ignores it.
  model::ValidationMethod method = model::ValidationMethod::dns_change;
  std::optional<Time> not_before;
  std::optional<Time> not_after;
  bool agrees_to_terms = false;  ///< an earlier acceptance by the account counts as well
  std::string actor;             ///< for the audit log: "acme:...", "api-key:...", "cli"
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
  Applications(Office& office, Proofs& proofs, Issuing& issuing);

  /// Checks and stores an application with its authorizations, jobs and audit record in one commit.
  /// Authorizations that are still valid are reused within the dated limit; with all of them valid
  /// and a CSR the certificate is made at once.
  /// Errors: kApplicationNameMissing, kApplicationNameTaken, kApplicationWithoutNames,
  /// kApplicationTooManyNames, kApplicationCsrMissing, kProfileNotOffered, kIdentifierNotOffered,
  /// kValidityNotOffered, kAgreementRequired, kAccountNotValid, kMethodNotOffered, kRateLimited,
  /// the kCsr* kinds, and those of x509 (malformed names) and policy (forbidden names and keys).
  [[nodiscard]] Result<model::ApplicationView> file(const ApplicationRequest& request);

  /// Checks a CSR as `file` would, without storing anything (NC-16). Same errors.
  [[nodiscard]] Result<void> check_csr(const ApplicationRequest& request);

  /// Errors: kApplicationNotFound.
  [[nodiscard]] Result<model::ApplicationView> get(Scope scope, model::ApplicationId id);

  /// At most `limit` (1-200) applications after the mark `after` ("" for the first page).
  /// Errors: kApplicationFilterMalformed.
  [[nodiscard]] Result<ApplicationPage> list(Scope scope, const ApplicationFilter& filter,
                                             std::string_view after, int limit);

  /// Hands in the CSR of a ready ACME order and makes the certificate. Returns when it is made or
  /// when `budget` is over; then the status is `processing` and the work goes on in the background.
  /// Calling it again with the same CSR is harmless. Errors: kApplicationNotFound,
  /// kApplicationNotReady, kApplicationClosed, kApplicationBusy, the kCsr* kinds; CAA and policy
  /// refusals are in the view's `refusals`, with status `failed`.
  [[nodiscard]] Result<model::ApplicationView> finalize(Scope scope, model::ApplicationId id,
                                                        BytesView csr_der, Duration budget);

  /// Withdraws an application that has no certificate yet. Errors: kApplicationNotFound,
  /// kApplicationClosed, kApplicationBusy.
  [[nodiscard]] Result<model::ApplicationView> cancel(Scope scope, model::ApplicationId id,
                                                      std::string_view actor);

  /// Looks for the proofs of every pending name now instead of at the next date; does not wait for
  /// the result. Errors: kApplicationNotFound, kApplicationClosed.
  [[nodiscard]] Result<model::ApplicationView> check_now(Scope scope, model::ApplicationId id);

 private:
  Office& office_;
  Proofs& proofs_;
  Issuing& issuing_;
};

}  // namespace chancery::ra
