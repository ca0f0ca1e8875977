// Names and passwords: the administrator of the first start, and the way from a password to an API
// key that lives for an hour (NT-104; NCSSR 2.0.5).
#pragma once

#include <mutex>
#include <string_view>

#include "audit/log.h"
#include "base/result.h"
#include "base/secret.h"
#include "identity/api_keys.h"
#include "model/user.h"

namespace chancery::identity {

/// Safe for many threads; a sign-in takes about 0.2 s and 64 MB, on purpose, and they run one after
/// the other.
class SignIn final {
 public:
  static constexpr int kMaxFailures = 10;  ///< in a row; then the account is locked
  static constexpr std::size_t kMinPassword = 12;

  /// All are borrowed.
  SignIn(store::Database& database, audit::Log& audit, ApiKeys& keys, const Clock& clock,
         Random& random, IdSource& ids)
      : database_(database),
        audit_(audit),
        keys_(keys),
        clock_(clock),
        random_(random),
        ids_(ids) {}

  /// Makes a CA administrator with a password for one use, or gives an existing one a new such
  /// password and unlocks it. Returns the password: 20 characters without look-alikes.
  [[nodiscard]] Result<Secret> reset_administrator(std::string_view name);

  /// A key in the user's role that expires after an hour. A password for one use must be replaced
  /// in the same call. Errors: kSignInRefused (unknown name, wrong password, locked: the same for
  /// all), kNewPasswordNeeded.
  [[nodiscard]] Result<NewApiKey> sign_in(std::string_view name, const Secret& password,
                                          const Secret& new_password);

 private:
  [[nodiscard]] Result<void> store_password(model::User& user, const Secret& password,
                                            bool one_time);
  [[nodiscard]] Result<void> record_failure(model::User user);

  store::Database& database_;
  audit::Log& audit_;
  ApiKeys& keys_;
  const Clock& clock_;
  Random& random_;
  IdSource& ids_;
  std::mutex one_at_a_time_;
};

}  // namespace chancery::identity
