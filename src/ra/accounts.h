// The register of applicants (RFC 8555 section 7.3; NT-45, NT-46).
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "crypto/public_key.h"
#include "model/account.h"
#include "ra/bounded_cache.h"
#include "ra/scope.h"

namespace chancery::store {
class Transaction;
}

namespace chancery::ra {

class Office;

/// An account and what is expensive to rebuild for every request. Shared and immutable: whoever
/// holds one sees the account as it was when it was handed out.
struct KnownAccount {
  model::Account account;
  std::optional<crypto::PublicKey> key;  ///< ACME only
};
using KnownAccountPtr = std::shared_ptr<const KnownAccount>;

/// A request for an ACME account, whose signature by `key` was checked by the door.
struct AccountRequest {
  crypto::PublicKey key;
  std::string thumbprint;  ///< RFC 7638, of `key`
  std::vector<std::string> contacts;
  bool agrees_to_terms = false;
  model::ExternalAccountKeyId external_key;  ///< whose MAC was checked, or empty
};

struct OpenedAccount {
  KnownAccountPtr account;
  bool created = false;  ///< false: the key already had this account
};

/// All changes are written together with their audit record. Safe for many threads.
class Accounts final {
 public:
  /// `office` outlives this.
  explicit Accounts(Office& office);

  /// Opens an ACME account, or finds the one that the key has (RFC 8555 7.3.1). Errors:
  /// kAccountKeyForbidden, kAgreementRequired, kContactUnsupported, kContactMalformed,
  /// kContactsTooMany, kExternalAccountRequired, kExternalAccountUnknown, kRateLimited.
  [[nodiscard]] Result<OpenedAccount> open(const AccountRequest& request);

  /// The account of a tenant behind API keys; found by `name` when it is there already.
  [[nodiscard]] Result<KnownAccountPtr> open_enterprise(const std::string& name);

  /// In any status. From a bounded cache whose entries live for seconds, so that a change made by
  /// another node is seen soon; a change made here is seen at once. Errors: kAccountNotFound.
  [[nodiscard]] Result<KnownAccountPtr> find(model::AccountId id);

  /// One that may ask for things. Errors: kAccountNotFound, kAccountNotValid.
  [[nodiscard]] Result<KnownAccountPtr> find_valid(model::AccountId id);

  /// Errors: kAccountNotFound.
  [[nodiscard]] Result<KnownAccountPtr> find_by_thumbprint(const std::string& thumbprint);

  /// Replaces the contacts. Errors: those of contacts in `open`, kAccountNotValid.
  [[nodiscard]] Result<KnownAccountPtr> update_contacts(model::AccountId id,
                                                        std::vector<std::string> contacts);

  /// Records the acceptance of the agreement in force (NT-46).
  [[nodiscard]] Result<KnownAccountPtr> agree(model::AccountId id, std::string_view actor);

  /// Final (RFC 8555 7.3.6): nothing is issued to the account any more; its pending validations and
  /// applications end at their next step. `revoked` when the CA does it.
  [[nodiscard]] Result<KnownAccountPtr> close(model::AccountId id, model::AccountStatus to,
                                              std::string_view actor);

  /// RFC 8555 7.3.5, after both signatures were checked. Errors: kAccountKeyTaken with "account",
  /// kAccountKeyForbidden, kAccountNotValid.
  [[nodiscard]] Result<KnownAccountPtr> change_key(model::AccountId id,
                                                   const crypto::PublicKey& new_key,
                                                   const std::string& new_thumbprint);

 private:
  struct Cached {
    KnownAccountPtr account;
    Time since;
  };

  void remember(const KnownAccountPtr& account);
  [[nodiscard]] Result<KnownAccountPtr> change(
      model::AccountId id, std::string_view kind, std::string_view actor,
      const std::function<Result<void>(store::Transaction&, model::Account&)>& edit);

  Office& office_;
  BoundedCache<model::AccountId, Cached> cache_;
};

}  // namespace chancery::ra
