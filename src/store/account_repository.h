// Applicants (0020_acme.sql).
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "model/account.h"
#include "store/session.h"

namespace chancery::store {

class AccountRepository final {
 public:
  /// False, and nothing is stored, when the key or the name has an account already.
  [[nodiscard]] static Result<bool> insert(Transaction& tx, const model::Account& account);

  /// Replaces everything but id, kind, name and creation. Errors: kRecordGone when there is none;
  /// kStoreConflict when another account has the key: look first, a failing statement is dear.
  [[nodiscard]] static Result<void> update(Transaction& tx, const model::Account& account);

  [[nodiscard]] static Result<std::optional<model::Account>> by_id(Snapshot& snapshot,
                                                                   model::AccountId id);
  [[nodiscard]] static Result<std::optional<model::Account>> by_thumbprint(
      Snapshot& snapshot, std::string_view thumbprint);
  [[nodiscard]] static Result<std::optional<model::Account>> by_name(Snapshot& snapshot,
                                                                     std::string_view name);

  [[nodiscard]] static Result<void> insert_external_key(Transaction& tx,
                                                        const model::ExternalAccountKey& key);
  /// Marks the key as used by `account`. False when it does not exist, is used or revoked, or
  /// expired at `now`.
  [[nodiscard]] static Result<bool> use_external_key(Transaction& tx,
                                                     model::ExternalAccountKeyId id,
                                                     model::AccountId account, Time now);
  /// For good. False when it does not exist or was revoked before.
  [[nodiscard]] static Result<bool> revoke_external_key(Transaction& tx,
                                                        model::ExternalAccountKeyId id, Time now);
  [[nodiscard]] static Result<std::optional<model::ExternalAccountKey>> external_key(
      Snapshot& snapshot, model::ExternalAccountKeyId id);
  /// Newest first, at most `limit`.
  [[nodiscard]] static Result<std::vector<model::ExternalAccountKey>> external_keys(
      Snapshot& snapshot, int limit);
};

}  // namespace chancery::store
