// The operations on people, enterprises and roles (NT-104, NT-105, NT-109).
#pragma once

#include "api/call.h"
#include "identity/registry.h"

namespace chancery::api {

/// Safe for many threads.
class PeopleDesk final {
 public:
  /// Borrowed.
  explicit PeopleDesk(identity::Registry& registry) : registry_(registry) {}

  [[nodiscard]] Result<http::Response> list(const Call& call) const;
  [[nodiscard]] Result<http::Response> create(const Call& call) const;
  [[nodiscard]] Result<http::Response> get(const Call& call) const;
  [[nodiscard]] Result<http::Response> change(const Call& call) const;
  [[nodiscard]] Result<http::Response> suspend(const Call& call) const;
  [[nodiscard]] Result<http::Response> restore(const Call& call) const;
  [[nodiscard]] Result<http::Response> reset(const Call& call) const;
  [[nodiscard]] Result<http::Response> list_sessions(const Call& call) const;
  [[nodiscard]] Result<http::Response> end_session(const Call& call) const;

  [[nodiscard]] Result<http::Response> list_enterprises(const Call& call) const;
  [[nodiscard]] Result<http::Response> create_enterprise(const Call& call) const;
  [[nodiscard]] Result<http::Response> get_enterprise(const Call& call) const;
  [[nodiscard]] Result<http::Response> change_enterprise(const Call& call) const;

  [[nodiscard]] Result<http::Response> list_roles(const Call& call) const;

 private:
  identity::Registry& registry_;
};

}  // namespace chancery::api
