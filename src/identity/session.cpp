#include "identity/session.h"

namespace chancery::identity {

SessionState OpenSession::state() const {
  if (factors.any() && !session.verified) {
    return SessionState::second_factor;
  }
  if (user.one_time) {
    return SessionState::new_password;
  }
  return factors.any() ? SessionState::open : SessionState::enrol_second_factor;
}

Caller caller_of(const OpenSessionPtr& session) {
  return {.role = session->role,
          .account = session->user.enterprise,
          .actor = session->actor(),
          .session = session};
}

std::string_view to_text(SessionState state) {
  switch (state) {
    case SessionState::second_factor:
      return "second_factor";
    case SessionState::new_password:
      return "new_password";
    case SessionState::enrol_second_factor:
      return "enrol_second_factor";
    case SessionState::open:
      return "open";
  }
  return "";
}

}  // namespace chancery::identity
