// Who calls, and whose things the call may touch (NT-104, NT-105, NT-107).
#pragma once

#include <optional>
#include <string>

#include "http/request.h"
#include "identity/registry.h"
#include "ra/scope.h"

namespace chancery::api {

inline constexpr std::string_view kSessionCookie = "__Host-chancery-session";

/// What opens an operation. Which role has which permission is identity's table.
struct Gate {
  identity::Permission everyones = {};  ///< acts on things of every account
  /// Acts on things of the caller's own account; nothing when there is no such narrower right.
  std::optional<identity::Permission> own = {};
  bool is_sensitive = false;  ///< asks for a step-up where one is configured
  bool is_request = false;    ///< for a certificate: likewise where that is configured, too (AW-11)
  /// Of a person about itself: no permission, but a session that has come so far. API keys have no
  /// such thing.
  std::optional<identity::SessionState> self = {};

  [[nodiscard]] constexpr Gate sensitive() const {
    Gate gate = *this;
    gate.is_sensitive = true;
    return gate;
  }
  [[nodiscard]] constexpr Gate request() const {
    Gate gate = *this;
    gate.is_request = true;
    return gate;
  }
  [[nodiscard]] static constexpr Gate of_self(identity::SessionState reached) {
    Gate gate;
    gate.self = reached;
    return gate;
  }
};

/// Recognizes callers: by the Authorization header (RFC 6750 section 2.1) or, without one, by the
/// console's cookie.
class Admission final {
 public:
  /// A request that says when it was made (X-Chancery-Time) is good for so long: what is recorded
  /// on its way cannot be sent again later (NC-x7).
  static constexpr Duration kFreshness = std::chrono::minutes(5);

  /// `registry` and `clock` are borrowed. `origin` is where the console is served:
  /// "https://ca.example.net:8443".
  Admission(identity::Registry& registry, std::string origin, const Clock& clock)
      : registry_(registry), origin_(std::move(origin)), clock_(clock) {}

  /// Errors: kRequestTimeWrong for a key's request whose X-Chancery-Time is further than kFreshness
  /// from now, or is no time; identity::kApiKeyInvalid, whatever is wrong with a key, and without
  /// key and cookie; identity::kSessionInvalid; kCsrfRefused for a cookie that changes something
  /// and does not come from a page of ours.
  [[nodiscard]] Result<identity::Caller> authenticate(const http::Request& request) const;

  /// A person in a browser, in whatever state. Errors: as `authenticate`, kSessionInvalid without
  /// a cookie.
  [[nodiscard]] Result<identity::OpenSessionPtr> session(const http::Request& request) const;

  /// The session of the browser, where it has one; nullptr else. Errors: kCsrfRefused.
  [[nodiscard]] Result<identity::OpenSessionPtr> find_session(const http::Request& request) const;

  /// What a browser says about where a request comes from is right, if it says so. For operations
  /// that need no session but make one. Errors: kCsrfRefused.
  [[nodiscard]] Result<void> check_origin(const http::Request& request) const;

  /// Errors: identity::kSignInUnfinished, kStepUpNeeded, and those of the other `admit`.
  [[nodiscard]] Result<ra::Scope> admit(const identity::Caller& caller, const Gate& gate) const;

 private:
  [[nodiscard]] Result<void> check_time(const http::Request& request) const;

  identity::Registry& registry_;
  std::string origin_;
  const Clock& clock_;
};

/// Staff when the caller has `everyones`; else its account when it has `own`. A key without an
/// account never gets a scope of its own: what belongs to no account is the CA's. Of a gate of
/// self, its own account. Errors: identity::kPermissionMissing, kAccountNeeded.
[[nodiscard]] Result<ra::Scope> admit(const identity::Caller& caller, const Gate& gate);

/// The account that new things of this call belong to. Errors: kAccountNeeded.
[[nodiscard]] Result<model::AccountId> account_of(const identity::Caller& caller);

}  // namespace chancery::api
