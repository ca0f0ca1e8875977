// The desk for organizations: filed by their enterprise, looked into by validation specialists,
// valid for a while (TLS BR 3.2.2.1, 3.2.5, 4.2.1; NC-10, NC-11, NC-x5; NT-30, NT-33..37, NT-105).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "audit/log.h"
#include "base/id.h"
#include "base/result.h"
#include "base/time.h"
#include "jobs/queue.h"
#include "jobs/runner.h"
#include "model/organization.h"
#include "store/database.h"
#include "store/organization_repository.h"
#include "store/tenant.h"

namespace chancery::vetting {

inline constexpr std::string_view kExpireJob = "expire-organization";

/// What the desk works with. All is borrowed and outlives it.
struct Ground {
  store::Database& database;
  audit::Log& audit;
  jobs::Queue& queue;
  const Clock& clock;
  IdSource& ids;
};

/// Changes of facts; what is not set stays, and an empty text takes a value away.
struct FactsChange {
  std::optional<std::string> name = {};
  std::optional<std::string> country = {};
  std::optional<std::string> state_or_province = {};
  std::optional<std::string> locality = {};
  std::optional<std::string> street = {};
  std::optional<std::string> postal_code = {};
  std::optional<std::string> registration_number = {};
  std::optional<std::string> website = {};
  std::optional<model::Representative> representative = {};
};

/// What a specialist found.
struct Finding {
  model::VettingCheck check = model::VettingCheck::identity;
  bool passed = false;
  model::VettingSource source = {};
  std::string comment = {};
};

/// Safe for many threads. Every act that decides something is one audit record in the commit that
/// carries it out. An organization of another tenant answers as if it were not there.
///
/// That a caller may act at all is its door's to ask; here stands what no role allows: whoever
/// wrote the facts does not decide about them.
class Organizations final {
 public:
  explicit Organizations(const Ground& ground) : ground_(ground) {}

  /// Errors: those of check_facts, kOrganizationsTooMany.
  [[nodiscard]] Result<model::OrganizationView> file(model::AccountId enterprise,
                                                     const model::OrganizationFacts& facts,
                                                     std::string_view actor);

  /// Newest first. `search.now` is set here. Errors: none of its own.
  [[nodiscard]] Result<store::OrganizationRepository::Page> list(const store::Tenant& tenant,
                                                                 store::OrganizationSearch search);

  /// Errors: kOrganizationNotFound.
  [[nodiscard]] Result<model::OrganizationView> get(const store::Tenant& tenant,
                                                    model::OrganizationId id);

  /// Of one that is pending or rejected: every verdict is void then, and the review open.
  /// Errors: kOrganizationNotFound, kOrganizationFixed, kAuthorsTooMany, those of check_facts.
  [[nodiscard]] Result<model::OrganizationView> edit(const store::Tenant& tenant,
                                                     model::OrganizationId id,
                                                     const FactsChange& change,
                                                     std::string_view actor);

  /// Errors: kOrganizationNotFound, kOrganizationKept.
  [[nodiscard]] Result<void> remove(const store::Tenant& tenant, model::OrganizationId id,
                                    std::string_view actor);

  /// The verdict on one check of the open round, in the place of an earlier one.
  /// Errors: kOrganizationNotFound, kOwnOrganization, kReviewClosed, kSourceNotAllowed,
  /// kContactNotIndependent, kCountryUnexplained, kFactMalformed (source and comment).
  [[nodiscard]] Result<model::OrganizationView> judge(model::OrganizationId id,
                                                      const Finding& finding,
                                                      std::string_view actor);

  /// From now on certificates may name it: for 395 days, and never longer than the law lets the
  /// oldest of its verdicts be used again. Errors: kOrganizationNotFound, kOwnOrganization,
  /// kReviewClosed, kChecksMissing, kVerdictsTooOld.
  [[nodiscard]] Result<model::OrganizationView> approve(model::OrganizationId id,
                                                        std::string_view actor);

  /// Ends the review, and at once whatever validation there is. Errors: kOrganizationNotFound,
  /// kOwnOrganization, kReviewRejected, kFactMalformed (reason).
  [[nodiscard]] Result<model::OrganizationView> reject(model::OrganizationId id,
                                                       const std::string& reason,
                                                       std::string_view actor);

  /// Begins a new round of checks of the same facts; what is valid goes on until its end.
  /// Errors: kOrganizationNotFound, kReviewOpen.
  [[nodiscard]] Result<model::OrganizationView> renew(const store::Tenant& tenant,
                                                      model::OrganizationId id,
                                                      std::string_view actor);

  /// The handler of kExpireJob: the key is an organization's id. Writes down that it expired;
  /// nothing rests on that having happened.
  [[nodiscard]] Result<jobs::Verdict> run(const jobs::Job& job);

 private:
  template <class Change>
  [[nodiscard]] Result<model::OrganizationView> change(const store::Tenant& tenant,
                                                       model::OrganizationId id,
                                                       std::string_view kind,
                                                       std::string_view actor, Change change);
  [[nodiscard]] Result<void> record(store::Transaction& tx, std::string_view kind,
                                    std::string_view actor, const model::OrganizationView& view,
                                    const model::Verdict* verdict = nullptr);

  Ground ground_;
};

}  // namespace chancery::vetting
