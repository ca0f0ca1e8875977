// The operations on API keys (NT-104; NCSSR 2.0.5).
#pragma once

#include <boost/json/object.hpp>

#include "api/call.h"
#include "identity/api_keys.h"
#include "ra/accounts.h"

namespace chancery::api {

/// Safe for many threads.
class Access final {
 public:
  /// All are borrowed.
  Access(identity::ApiKeys& keys, ra::Accounts& accounts) : keys_(keys), accounts_(accounts) {}

  /// Who manages one enterprise sees, makes and withdraws its keys alone; nobody makes a key that
  /// may more than the caller (identity::kGrantTooLarge).
  [[nodiscard]] Result<http::Response> list_keys(const Call& call) const;
  [[nodiscard]] Result<http::Response> create_key(const Call& call) const;
  [[nodiscard]] Result<http::Response> delete_key(const Call& call) const;

 private:
  [[nodiscard]] Result<model::AccountId> owner_of(const Call& call,
                                                  const identity::ApiKeyOrder& order) const;
  [[nodiscard]] Result<boost::json::object> key_json(const model::ApiKey& key) const;

  identity::ApiKeys& keys_;
  ra::Accounts& accounts_;
};

}  // namespace chancery::api
