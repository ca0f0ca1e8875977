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
  /// Wrong passwords and codes in a row after which nothing more is tried.
  static constexpr int kMaxFailures = 10;

  UserId id;
  std::string name;  ///< unique, lower case
  std::string display_name = {};
  std::string email = {};
  std::string role;           ///< identity::Role as text
  AccountId enterprise = {};  ///< empty: staff of the CA
  UserStatus status = UserStatus::active;
  Bytes password_salt;      ///< 16 random bytes; empty while invited
  Bytes password_hash;      ///< scrypt of the password (identity/passwords.h)
  bool one_time = false;    ///< the password must be replaced at the first sign-in
  int failed_attempts = 0;  ///< since the last success
  Time created{};
  std::optional<Time> last_sign_in = {};

  [[nodiscard]] bool is_locked() const { return failed_attempts >= kMaxFailures; }
};

}  // namespace chancery::model
