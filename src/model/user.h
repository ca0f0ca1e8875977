// A person with a name and a password (NT-104: every holder of a role has a credential of its own).
#pragma once

#include <optional>
#include <string>

#include "base/bytes.h"
#include "base/id.h"
#include "base/time.h"
#include "model/ids.h"

namespace chancery::model {

struct User;
using UserId = Id<User>;

/// invited -> active <-> suspended. A reset leads back to invited.
enum class UserStatus {
  invited,    ///< has no password: the way in is an invitation
  active,     ///< may sign in, unless too many attempts failed
  suspended,  ///< may not, and has no open session
};

struct User {
  /// Wrong passwords, or wrong codes, in a row after which no more are tried.
  static constexpr int kMaxFailures = 5;

  UserId id;
  std::string name;  ///< unique, lower case
  std::string display_name = {};
  std::string email = {};
  std::string role;           ///< identity::Role as text
  AccountId enterprise = {};  ///< empty: staff of the CA
  UserStatus status = UserStatus::active;
  Bytes password_salt;    ///< 16 random bytes; empty while invited
  Bytes password_hash;    ///< scrypt of the password (identity/passwords.h)
  bool one_time = false;  ///< the password must be replaced at the first sign-in
  /// Of who knew the password or had a session: codes, and passwords asked for again.
  int failed_attempts = 0;
  int wrong_passwords = 0;                ///< of strangers, since the last success
  std::optional<Time> closed_until = {};  ///< no password is taken before
  Time created{};
  std::optional<Time> last_sign_in = {};

  /// Until somebody restores it: the password is known to who guesses.
  [[nodiscard]] bool is_locked() const { return failed_attempts >= kMaxFailures; }
  /// For a while only, and only for passwords: a stranger can bring it about.
  [[nodiscard]] bool is_closed(Time now) const { return closed_until && now < *closed_until; }
  void forget_failures() {
    failed_attempts = 0;
    wrong_passwords = 0;
    closed_until.reset();
  }
};

}  // namespace chancery::model
