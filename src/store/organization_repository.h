// Organizations and the verdicts about them (0100_organizations.sql).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/organization.h"
#include "store/session.h"
#include "store/tenant.h"

namespace chancery::store {

/// Everything that is set must hold.
struct OrganizationSearch {
  std::string text;  ///< part of name or registration number, ASCII letters of either case
  std::optional<model::OrganizationStatus> status;
  std::optional<model::Review> review = {};  ///< of the newest round
  model::AccountId enterprise;               ///< beside the tenant; empty: any
  model::OrganizationId before;              ///< empty: from the newest
  int limit = 50;
  Time now{};  ///< at which `status` is asked for
};

class OrganizationRepository final {
 public:
  static constexpr int kMostOfEnterprise = 200;

  /// False, and nothing is stored, when the enterprise has kMostOfEnterprise of them.
  [[nodiscard]] static Result<bool> insert(Transaction& tx,
                                           const model::Organization& organization);

  /// Everything but id, enterprise and creation. Errors: kRecordGone.
  [[nodiscard]] static Result<void> update(Transaction& tx,
                                           const model::Organization& organization);

  /// With its verdicts. False when the tenant has no such one.
  [[nodiscard]] static Result<bool> remove(Transaction& tx, const Tenant& tenant,
                                           model::OrganizationId id);

  /// With the verdicts of its newest round.
  [[nodiscard]] static Result<std::optional<model::OrganizationView>> find(
      Snapshot& snapshot, const Tenant& tenant, model::OrganizationId id);

  /// The same, held against other writers until the unit ends.
  [[nodiscard]] static Result<std::optional<model::OrganizationView>> locked(
      Transaction& tx, const Tenant& tenant, model::OrganizationId id);

  /// Newest first. At most 1000 rows are looked at, so a page may be shorter than asked for and
  /// still not the last: `last_seen` tells. What waits for verdicts has an index: pending ones, and
  /// (validated, open) those that are validated and looked into again.
  struct Page {
    std::vector<model::OrganizationView> organizations;
    model::OrganizationId last_seen;  ///< `before` of the next page; empty at the end
  };
  [[nodiscard]] static Result<Page> search(Snapshot& snapshot, const Tenant& tenant,
                                           const OrganizationSearch& search);

  /// In the place of an earlier one of that round and check.
  [[nodiscard]] static Result<void> put_verdict(Transaction& tx, model::OrganizationId id,
                                                int round, const model::Verdict& verdict);

  /// Of one round, in the order of VettingCheck. Whose organization it is, is NOT asked.
  [[nodiscard]] static Result<std::vector<model::Verdict>> verdicts(Snapshot& snapshot,
                                                                    model::OrganizationId id,
                                                                    int round);
};

}  // namespace chancery::store
