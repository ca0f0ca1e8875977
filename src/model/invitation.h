// A link that lets somebody choose a password, once. The token in it is never stored.
#pragma once

#include "base/time.h"
#include "model/digest.h"
#include "model/user.h"

namespace chancery::model {

enum class InvitationKind {
  invitation,      ///< made by who manages people: the person comes in for the first time, or anew
  password_reset,  ///< asked for by the person: second factors stay
};

struct Invitation {
  Digest token_hash{};  ///< SHA-256 of 256 random bits
  UserId user;
  InvitationKind kind = InvitationKind::invitation;
  Time expires{};
};

}  // namespace chancery::model
