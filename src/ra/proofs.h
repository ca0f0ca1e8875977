// The proofs that an application needs: which there are already, which are to be made, and the
// durable job that looks for them (NC-19, NC-20, NC-24..30; RFC 8555 sections 7.1.4 and 8.2).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "jobs/runner.h"
#include "model/application.h"
#include "policy/rule.h"
#include "ra/proof_schedule.h"
#include "va/perspective.h"
#include "x509/identifier.h"

namespace chancery::ra {

class Office;

/// The names of this room's jobs.
inline constexpr std::string_view kValidateJob = "validate-domain";
inline constexpr std::string_view kIssueJob = "issue-application";

/// The methods of RFC 8555 section 8, RFC 8737 and RFC 8738 that can prove this identifier: dns-01
/// alone for a wildcard, no dns-01 for an IP address.
[[nodiscard]] std::vector<model::ValidationMethod> acme_methods(const x509::Identifier& identifier);

/// Safe for many threads.
class Proofs final {
 public:
  /// Both outlive this.
  Proofs(Office& office, va::Perspective& perspective)
      : office_(office), perspective_(perspective) {}

  /// For each identifier of the application a valid authorization to be used again, or a new one
  /// that is not stored yet. `method` is for everybody but ACME. Errors: kMethodNotOffered and,
  /// when the application names another organization than a pre-validated domain is kept for,
  /// kDomainOfOther, with "identifier".
  [[nodiscard]] Result<std::vector<model::Authorization>> plan(
      store::Snapshot& snapshot, const model::Application& application,
      std::span<const x509::Identifier> identifiers, model::ValidationMethod method,
      policy::PolicySet set);

  /// Stores those that belong to the application, with the jobs that look for them (not for ACME,
  /// where the applicant says when).
  [[nodiscard]] Result<void> store(store::Transaction& tx, const model::Application& application,
                                   std::span<const model::Authorization> authorizations);

  /// Stores a new pre-validated domain of that account with the job that looks for its proof, for
  /// as long as an application's. `domain` is a DNS name without "*.", and not checked here, nor is
  /// the organization that it is kept for (empty: for any).
  [[nodiscard]] Result<model::Authorization> begin_domain(store::Transaction& tx,
                                                          model::AccountId account,
                                                          const x509::Identifier& domain,
                                                          model::OrganizationId organization);

  /// The handler of kValidateJob: the key is an authorization's id.
  [[nodiscard]] Result<jobs::Verdict> run(const jobs::Job& job);

 private:
  [[nodiscard]] model::Authorization make(const model::Application& application,
                                          const x509::Identifier& identifier,
                                          std::vector<model::ValidationMethod> methods);
  [[nodiscard]] Result<jobs::Verdict> settle(const jobs::Job& job, model::AuthorizationId id,
                                             const Result<std::string>& seen);
  [[nodiscard]] Result<std::optional<Time>> judge(store::Transaction& tx,
                                                  model::Authorization& authorization,
                                                  const Result<std::string>& seen);
  [[nodiscard]] std::optional<Time> next_attempt(const model::Authorization& authorization,
                                                 const Error& error) const;
  [[nodiscard]] Result<void> succeed(store::Transaction& tx, model::Authorization& authorization,
                                     const std::string& evidence);
  [[nodiscard]] Result<void> end(store::Transaction& tx, model::Authorization& authorization,
                                 model::AuthorizationStatus status,
                                 const std::optional<model::Refusal>& refusal);
  [[nodiscard]] Result<void> start_issuing(store::Transaction& tx, model::ApplicationId id);

  Office& office_;
  va::Perspective& perspective_;
};

}  // namespace chancery::ra
