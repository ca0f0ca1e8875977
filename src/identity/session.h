// A person's session as a request sees it, and what is still missing until it is open.
#pragma once

#include <memory>
#include <string>

#include "base/secret.h"
#include "identity/caller.h"
#include "identity/role.h"
#include "model/console_session.h"
#include "model/user.h"

namespace chancery::identity {

/// The second factors that a person has.
struct Factors {
  bool totp = false;
  int passkeys = 0;
  int recovery_codes = 0;  ///< stand in for another one; no factor by themselves

  [[nodiscard]] bool any() const { return totp || passkeys > 0; }
};

/// What comes next.
enum class SessionState {
  second_factor,        ///< show one
  new_password,         ///< the one used was for one use
  enrol_second_factor,  ///< add one: every role needs it (NT-107)
  open,                 ///< everything that the role may
};

/// Immutable: as it was when it was looked up.
struct OpenSession {
  model::ConsoleSession session;
  model::User user;
  Role role = Role::applicant;
  std::string enterprise_name;  ///< "" for staff
  Factors factors;
  std::string csrf;  ///< what a page of ours sends along, and no other site knows
  Time expires{};    ///< unless it is used before

  [[nodiscard]] SessionState state() const;
  /// "user:ID", for the audit log.
  [[nodiscard]] std::string actor() const { return "user:" + to_text(user.id); }
};
using OpenSessionPtr = std::shared_ptr<const OpenSession>;

/// A session whose token was made just now: it is in memory here, and then in the cookie.
struct SignedIn {
  Secret token;
  OpenSessionPtr session;
};

/// Where somebody signs in from, as far as a browser says.
struct Browser {
  std::string address;
  std::string agent;  ///< at most 200 octets are kept
};

/// Of an open session. Precondition: its state is `open`, or the act is one that leads there.
[[nodiscard]] Caller caller_of(const OpenSessionPtr& session);

/// "second_factor", "new_password", "enrol_second_factor", "open".
[[nodiscard]] std::string_view to_text(SessionState state);

}  // namespace chancery::identity
