// A WebAuthn credential of a person (W3C Web Authentication Level 3).
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/bytes.h"
#include "base/time.h"
#include "model/user.h"

namespace chancery::model {

struct Passkey;
using PasskeyId = Id<Passkey>;

struct Passkey {
  PasskeyId id;
  UserId user;
  Bytes credential_id;           ///< the authenticator's own name for it; unique
  Bytes public_key;              ///< SubjectPublicKeyInfo
  std::int64_t algorithm = 0;    ///< COSE
  std::uint32_t sign_count = 0;  ///< as of its last use
  std::string name;              ///< what its owner calls it
  Time created{};
  std::optional<Time> last_used = {};
};

}  // namespace chancery::model
