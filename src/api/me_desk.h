// The operations of a person on its own sessions and second factors (NT-107, NT-109).
#pragma once

#include "api/call.h"
#include "identity/registry.h"

namespace chancery::api {

/// Safe for many threads.
class MeDesk final {
 public:
  /// Borrowed.
  explicit MeDesk(identity::Registry& registry) : registry_(registry) {}

  [[nodiscard]] Result<http::Response> list_sessions(const Call& call) const;
  [[nodiscard]] Result<http::Response> end_session(const Call& call) const;
  [[nodiscard]] Result<http::Response> factors(const Call& call) const;
  [[nodiscard]] Result<http::Response> offer_totp(const Call& call) const;
  [[nodiscard]] Result<http::Response> confirm_totp(const Call& call) const;
  [[nodiscard]] Result<http::Response> remove_totp(const Call& call) const;
  [[nodiscard]] Result<http::Response> ask_passkey(const Call& call) const;
  [[nodiscard]] Result<http::Response> add_passkey(const Call& call) const;
  [[nodiscard]] Result<http::Response> remove_passkey(const Call& call) const;
  [[nodiscard]] Result<http::Response> make_recovery_codes(const Call& call) const;

 private:
  identity::Registry& registry_;
};

}  // namespace chancery::api
