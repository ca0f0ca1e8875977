// Names, passwords and second factors: the administrator of the first start, and the way to an open
// session (NT-104, NT-107; NCSSR 2.0.5).
#pragma once

#include <optional>
#include <string_view>

#include "base/secret.h"
#include "identity/ground.h"
#include "identity/passwords.h"
#include "identity/second_factors.h"
#include "identity/sessions.h"

namespace chancery::identity {

/// Safe for many threads. Each attempt leaves an audit record, whatever comes of it; what was typed
/// as a name that nobody has is not in it, for it may be a password.
class SignIn final {
 public:
  /// All are borrowed.
  SignIn(const Ground& ground, Passwords& passwords, Sessions& sessions, SecondFactors& factors)
      : ground_(ground), passwords_(passwords), sessions_(sessions), factors_(factors) {}

  /// Makes a CA administrator with a password for one use, or gives an existing one a new such
  /// password, takes the second factors away, ends all sessions and unlocks the account. For who
  /// owns the machine. Errors: kNameMalformed, also for more than 64 octets; kRoleConflict when
  /// somebody of another role has this name.
  [[nodiscard]] Result<Secret> reset_administrator(std::string_view name);

  /// How long no password is taken after too many wrong ones. Attempts meanwhile do not count.
  static constexpr Duration kClosed = std::chrono::minutes(15);

  /// A session in whatever state comes next. Errors: kSignInRefused (unknown name, wrong password,
  /// suspended, locked, closed: the same for all, and after the same work).
  ///
  /// Anybody can type wrong passwords, so they must not lock anybody out for good (NCSSR, lockout):
  /// they close this way for a while, whereas passkeys, open sessions and links in mails go on.
  [[nodiscard]] Result<SignedIn> with_password(std::string_view name, const Secret& password,
                                               const Browser& browser);

  enum class CodeKind { totp, recovery };

  /// The second step of signing in, or a step-up of an open session. Too many wrong codes lock the
  /// account until somebody restores it, and end all sessions: who guesses them has the password.
  /// Errors: kSecondFactorRefused.
  [[nodiscard]] Result<SignedIn> with_code(const OpenSession& session, CodeKind kind,
                                           std::string_view code);

  /// `current` need not be given when it was for one use. Ends all other sessions. Errors:
  /// kSignInUnfinished before the second factor was shown, kPasswordWrong, kNewPasswordUnfit.
  [[nodiscard]] Result<SignedIn> set_password(const OpenSession& session, const Secret& current,
                                              const Secret& fresh);

 private:
  using Count = Result<void> (SignIn::*)(store::Transaction&, model::User&);
  [[nodiscard]] Result<void> record_refusal(const std::optional<model::User>& user, Count count);
  [[nodiscard]] Result<void> count_failure(store::Transaction& tx, model::User& user);
  [[nodiscard]] Result<void> count_wrong_password(store::Transaction& tx, model::User& user);

  Ground ground_;
  Passwords& passwords_;
  Sessions& sessions_;
  SecondFactors& factors_;
};

}  // namespace chancery::identity
