// The authorizations of an account and the acts on them (RFC 8555 section 7.5).
#pragma once

#include <string>

#include "base/result.h"
#include "model/authorization.h"
#include "ra/scope.h"

namespace chancery::ra {

class Office;

/// Safe for many threads.
class Authorizations final {
 public:
  explicit Authorizations(Office& office);

  /// Errors: kAuthorizationNotFound.
  [[nodiscard]] Result<model::Authorization> get(Scope scope, model::AuthorizationId id);

  /// Starts to look for the proof in the background (RFC 8555 7.5.1) and returns at once. Repeating
  /// it for the method that is being tried, or on a valid authorization, changes nothing.
  /// `key_authorization` is token "." thumbprint of the account key (8.1).
  /// Errors: kAuthorizationNotFound, kAuthorizationClosed, kMethodNotOffered, kMethodFinal.
  [[nodiscard]] Result<model::Authorization> attempt(Scope scope, model::AuthorizationId id,
                                                     model::ValidationMethod method,
                                                     const std::string& key_authorization);

  /// Gives up a pending or valid authorization; pending applications that need it fail.
  /// Errors: kAuthorizationNotFound, kAuthorizationClosed.
  [[nodiscard]] Result<model::Authorization> deactivate(Scope scope, model::AuthorizationId id,
                                                        std::string_view actor);

 private:
  Office& office_;
};

}  // namespace chancery::ra
