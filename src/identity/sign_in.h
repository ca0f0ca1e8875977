// Names and passwords: the administrator of the first start, and the way from a password to an API
// key that lives for an hour (NT-104; NCSSR 2.0.5).
#pragma once

#include <mutex>
#include <optional>
#include <string_view>

#include "audit/log.h"
#include "base/result.h"
#include "base/secret.h"
#include "crypto/derive.h"
#include "identity/api_keys.h"
#include "model/user.h"

namespace chancery::identity {

/// Safe for many threads; a sign-in takes about 0.2 s and 64 MB, on purpose, and they run one after
/// the other. Each leaves an audit record, whatever comes of it; what was typed as a name that
/// nobody has is not in it, for it may be a password.
class SignIn final {
 public:
  static constexpr int kMaxFailures = 10;  ///< in a row; then the account is locked
  static constexpr std::size_t kMinPassword = 12;
  static constexpr std::size_t kMaxPassword = 256;

  /// All are borrowed. `cost` is not stored with a password: a cheaper one is for tests.
  SignIn(store::Database& database, audit::Log& audit, ApiKeys& keys, const Clock& clock,
         Random& random, IdSource& ids, crypto::ScryptCost cost = {})
      : database_(database),
        audit_(audit),
        keys_(keys),
        clock_(clock),
        random_(random),
        ids_(ids),
        cost_(cost) {}

  /// Makes a CA administrator with a password for one use, or gives an existing one a new such
  /// password and unlocks it. Returns the password: 20 characters without look-alikes.
  /// Errors: kNameMalformed, also for more than 64 octets; kRoleConflict when somebody of another
  /// role has this name.
  [[nodiscard]] Result<Secret> reset_administrator(std::string_view name);

  /// A key in the user's role that expires after an hour. `new_password` may be empty, unless the
  /// password is for one use: then it must be replaced in the same call. Errors: kSignInRefused
  /// (unknown name, wrong password, locked: the same for all, and after the same work),
  /// kNewPasswordNeeded, kNewPasswordUnfit, kRoleUnknown.
  [[nodiscard]] Result<NewApiKey> sign_in(std::string_view name, const Secret& password,
                                          const Secret& new_password);

 private:
  struct Salted;

  [[nodiscard]] Result<Bytes> hash(const Secret& password, BytesView salt) const;
  [[nodiscard]] Result<Salted> salted(const Secret& password);
  [[nodiscard]] Result<void> record_refusal(const std::optional<model::User>& user);
  [[nodiscard]] Result<void> record_success(const model::User& user,
                                            const std::optional<Salted>& new_password);

  store::Database& database_;
  audit::Log& audit_;
  ApiKeys& keys_;
  const Clock& clock_;
  Random& random_;
  IdSource& ids_;
  crypto::ScryptCost cost_;
  std::mutex one_at_a_time_;
};

}  // namespace chancery::identity
