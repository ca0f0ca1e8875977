// Proofs of control (0030_applications.sql).
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "model/authorization.h"
#include "store/session.h"

namespace chancery::store {

class AuthorizationRepository final {
 public:
  [[nodiscard]] static Result<void> insert(Transaction& tx,
                                           const model::Authorization& authorization);

  /// Replaces what changes in the life of an authorization: status, method, key authorization,
  /// dates, attempts, evidence, refusal. Errors: kRecordGone.
  [[nodiscard]] static Result<void> update(Transaction& tx,
                                           const model::Authorization& authorization);

  [[nodiscard]] static Result<std::optional<model::Authorization>> by_id(Snapshot& snapshot,
                                                                         model::AuthorizationId id);

  /// The same, held against other writers until the unit ends.
  [[nodiscard]] static Result<std::optional<model::Authorization>> locked(
      Transaction& tx, model::AuthorizationId id);

  /// In the order of `ids`. Errors: kRecordGone when one is missing.
  [[nodiscard]] static Result<std::vector<model::Authorization>> by_ids(
      Snapshot& snapshot, std::span<const model::AuthorizationId> ids);

  /// The valid authorization of the account for that name which lasts longest, if it lasts beyond
  /// `beyond`. `name` is without "*.".
  [[nodiscard]] static Result<std::optional<model::Authorization>> reusable(
      Snapshot& snapshot, model::AccountId account, const model::CertificateName& name,
      bool wildcard, Time beyond);

  /// The valid pre-validated domain of exactly this name, if it lasts beyond `beyond`.
  [[nodiscard]] static Result<std::optional<model::Authorization>> covering(
      Snapshot& snapshot, model::AccountId account, const model::CertificateName& name,
      Time beyond);

  /// The account's pre-validated domains, in whatever status but given up; newest first.
  [[nodiscard]] static Result<std::vector<model::Authorization>> domains_of(
      Snapshot& snapshot, model::AccountId account, int limit);

  /// Drops at most `limit` whose time was over before `before`; tells how many. Those with a check
  /// ahead stay until it has ended them: their end has to be recorded first.
  [[nodiscard]] static Result<std::int64_t> drop_expired(Transaction& tx, Time before, int limit);
};

}  // namespace chancery::store
