// A person with a name and a password.
#pragma once

#include <string>

#include "base/bytes.h"
#include "base/id.h"
#include "base/time.h"

namespace chancery::model {

struct User;
using UserId = Id<User>;

struct User {
  UserId id;
  std::string name;         ///< unique, lower case
  std::string role;         ///< identity::Role as text
  Bytes password_salt;      ///< 16 random bytes
  Bytes password_hash;      ///< scrypt of the password (identity/sign_in.h)
  bool one_time = false;    ///< the password must be replaced at the first sign-in
  int failed_attempts = 0;  ///< since the last success
  Time created{};
};

}  // namespace chancery::model
