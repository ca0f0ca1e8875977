// The operations on API keys, and the way from a password to one (NT-104; NCSSR 2.0.5).
#pragma once

#include <semaphore>

#include "api/call.h"
#include "identity/api_keys.h"
#include "identity/sign_in.h"
#include "ra/accounts.h"

namespace chancery::api {

/// Safe for many threads.
class Access final {
 public:
  /// All are borrowed.
  Access(identity::ApiKeys& keys, identity::SignIn& sign_in, ra::Accounts& accounts)
      : keys_(keys), sign_in_(sign_in), accounts_(accounts) {}

  [[nodiscard]] Result<http::Response> list_keys(const Call& call) const;
  [[nodiscard]] Result<http::Response> create_key(const Call& call) const;
  [[nodiscard]] Result<http::Response> delete_key(const Call& call) const;

  /// Sign-ins are slow on purpose and run one after the other: of those that come together a few
  /// wait, the rest is turned away, so that guessing passwords takes no worker from anybody.
  /// Errors: also http::kServerBusy.
  [[nodiscard]] Result<http::Response> sign_in(const Call& call);

  static constexpr int kMaxSignIns = 4;

 private:
  identity::ApiKeys& keys_;
  identity::SignIn& sign_in_;
  ra::Accounts& accounts_;
  std::counting_semaphore<kMaxSignIns> places_{kMaxSignIns};
};

}  // namespace chancery::api
