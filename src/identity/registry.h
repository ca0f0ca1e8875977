// Everything of this room over one store, put together.
#pragma once

#include <string>

#include "crypto/sealing.h"
#include "identity/api_keys.h"
#include "identity/enterprises.h"
#include "identity/ground.h"
#include "identity/invitations.h"
#include "identity/passkeys.h"
#include "identity/passwords.h"
#include "identity/people.h"
#include "identity/second_factors.h"
#include "identity/sessions.h"
#include "identity/sign_in.h"

namespace chancery::identity {

struct RegistrySettings {
  std::string origin;       ///< of the console: "https://ca.example.net"
  std::string console_url;  ///< "https://ca.example.net/console", without a trailing '/'
  SessionSettings sessions = {};
  crypto::ScryptCost password_cost = {};  ///< a cheaper one is for tests
};

/// Members are in the order of their making; each borrows from those before it.
class Registry final {
 public:
  /// `ground` and `outbox` are borrowed. `sealing` is for secrets of second factors at rest.
  Registry(const Ground& ground, notice::Outbox& outbox, crypto::SealingKey sealing,
           const RegistrySettings& settings)
      : sealing_(std::move(sealing)),
        passwords_(ground.random, settings.password_cost),
        api_keys(ground.database, ground.audit, ground.clock, ground.random, ground.ids),
        sessions(ground, settings.sessions),
        factors(ground, sessions, sealing_, "Chancery"),
        passkeys(ground, sessions, sealing_, settings.origin),
        sign_in(ground, passwords_, sessions, factors),
        invitations(ground, passwords_, sessions, outbox, settings.console_url),
        people(ground, invitations),
        enterprises(ground) {}
  Registry(const Registry&) = delete;
  Registry& operator=(const Registry&) = delete;

 private:
  crypto::SealingKey sealing_;
  Passwords passwords_;

 public:
  ApiKeys api_keys;
  Sessions sessions;
  SecondFactors factors;
  Passkeys passkeys;
  SignIn sign_in;
  Invitations invitations;
  People people;
  Enterprises enterprises;
};

}  // namespace chancery::identity
