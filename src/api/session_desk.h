// The operations on a browser's own session: signing in, step by step, and out (NT-107, NT-109).
#pragma once

#include <semaphore>

#include "api/admission.h"
#include "api/call.h"
#include "identity/registry.h"

namespace chancery::api {

/// Hands out the cookie. Safe for many threads.
class SessionDesk final {
 public:
  /// All are borrowed.
  SessionDesk(identity::Registry& registry, const Admission& admission)
      : registry_(registry), admission_(admission) {}

  [[nodiscard]] Result<http::Response> get(const Call& call) const;
  [[nodiscard]] Result<http::Response> sign_in(const Call& call);
  [[nodiscard]] Result<http::Response> show_second_factor(const Call& call) const;
  [[nodiscard]] Result<http::Response> set_password(const Call& call);
  [[nodiscard]] Result<http::Response> accept_invitation(const Call& call);
  [[nodiscard]] Result<http::Response> ask_password_reset(const Call& call) const;
  [[nodiscard]] Result<http::Response> accept_password_reset(const Call& call);
  [[nodiscard]] Result<http::Response> ask_passkey(const Call& call) const;
  [[nodiscard]] Result<http::Response> show_passkey(const Call& call) const;
  [[nodiscard]] Result<http::Response> sign_out(const Call& call) const;

  /// Passwords are slow on purpose and looked at one after the other: of those that come together a
  /// few wait, the rest is turned away (http::kServerBusy), so that guessing takes no worker from
  /// anybody.
  static constexpr int kMaxPasswords = 4;

 private:
  [[nodiscard]] Result<http::Response> accept(const Call& call, model::InvitationKind kind);

  identity::Registry& registry_;
  const Admission& admission_;
  std::counting_semaphore<kMaxPasswords> places_{kMaxPasswords};
};

/// 200 with the session, its token as the cookie; to be kept by nobody on the way.
[[nodiscard]] http::Response session_answer(const identity::SignedIn& signed_in);

/// The cookie alone, for answers that have another body.
void hand_out(const identity::SignedIn& signed_in, http::Response& response);

[[nodiscard]] identity::Browser browser_of(const http::Request& request);

}  // namespace chancery::api
