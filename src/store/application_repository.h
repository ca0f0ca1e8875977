// Petitions (0030_applications.sql).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/application.h"
#include "store/session.h"

namespace chancery::store {

/// Everything that is set must hold.
struct ApplicationSearch {
  model::AccountId account;  ///< empty: any
  std::optional<model::ApplicationStatus> status;
  std::string name;                 ///< exact; empty: any
  std::string identifier;           ///< value of one of its identifiers; empty: any
  model::ApplicationId older_than;  ///< empty: from the newest
  int limit = 50;
};

class ApplicationRepository final {
 public:
  /// False, and nothing is stored, when the account has an application of this name.
  [[nodiscard]] static Result<bool> insert(Transaction& tx, const model::Application& application);

  /// Replaces what changes in the life of an application: status, CSR, certificate, refusals.
  /// Errors: kRecordGone.
  [[nodiscard]] static Result<void> update(Transaction& tx, const model::Application& application);

  /// Takes it from `from` to `to`; false when it is not in `from`.
  [[nodiscard]] static Result<bool> move(Transaction& tx, model::ApplicationId id,
                                         model::ApplicationStatus from,
                                         model::ApplicationStatus to);

  [[nodiscard]] static Result<std::optional<model::Application>> by_id(Snapshot& snapshot,
                                                                       model::ApplicationId id);

  /// The same, held against other writers until the unit ends.
  [[nodiscard]] static Result<std::optional<model::Application>> locked(Transaction& tx,
                                                                        model::ApplicationId id);

  [[nodiscard]] static Result<bool> name_taken(Snapshot& snapshot, model::AccountId account,
                                               std::string_view name);

  /// False, and nothing is changed, when it is gone or its account has one of this name.
  [[nodiscard]] static Result<bool> rename(Transaction& tx, model::ApplicationId id,
                                           std::string_view name);

  /// The newest that was filed to renew that certificate.
  [[nodiscard]] static Result<std::optional<model::Application>> renewal_of(
      Snapshot& snapshot, model::CertificateId certificate);

  /// Newest first; of one account only those with a name. With `identifier`, at most 1000 rows are
  /// looked at, so a page may be shorter than asked for and still not the last: `last_seen` tells.
  struct Page {
    std::vector<model::Application> applications;
    model::ApplicationId last_seen;  ///< `older_than` for the next page; empty at the end
  };
  [[nodiscard]] static Result<Page> search(Snapshot& snapshot, const ApplicationSearch& search);

  /// How many with a name wait for proofs or for their certificate; `account` empty: everybody's.
  [[nodiscard]] static Result<std::int64_t> count_open(Snapshot& snapshot,
                                                       model::AccountId account);

  /// Drops at most `limit` without a name whose time was over before `before`; tells how many.
  [[nodiscard]] static Result<std::int64_t> drop_expired(Transaction& tx, Time before, int limit);
};

}  // namespace chancery::store
