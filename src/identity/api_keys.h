// API keys: 256 random bits that act for an account in one role. Only their SHA-256 is stored.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/log.h"
#include "base/id.h"
#include "base/random.h"
#include "base/result.h"
#include "base/secret.h"
#include "identity/caller.h"
#include "model/api_key.h"
#include "store/database.h"

namespace chancery::identity {

struct ApiKeyOrder {
  std::string name;
  Role role = Role::applicant;
  model::AccountId account;
  /// What of the role the key may use; nothing: all of it.
  std::vector<Permission> scopes = {};
  std::optional<Time> expires;
  std::string actor;
};

/// A new key: the secret is in memory here, and nowhere else.
struct NewApiKey {
  model::ApiKey key;
  Secret secret;  ///< "chk_" and 43 characters of base64url
};

/// Safe for many threads.
class ApiKeys final {
 public:
  /// All are borrowed.
  ApiKeys(store::Database& database, audit::Log& audit, const Clock& clock, Random& random,
          IdSource& ids);
  ~ApiKeys();

  /// An empty account is for staff: a door shows nothing of anybody to an applicant without one.
  /// Errors: kNameMalformed, kScopeBeyondRole.
  [[nodiscard]] Result<NewApiKey> create(const ApiKeyOrder& order);

  /// Who sends this key. The hash is looked up, so nothing secret is compared byte by byte. Found
  /// keys are remembered for a few seconds: a key that another process withdrew dies within that
  /// time, one withdrawn here at once. Errors: kApiKeyInvalid, whatever is wrong with it.
  [[nodiscard]] Result<Caller> authenticate(std::string_view key_text);

  /// Newest first, at most 1000; without secrets, for there are none.
  [[nodiscard]] Result<std::vector<model::ApiKey>> list(const store::Tenant& tenant);

  /// Final. Errors: kApiKeyNotFound, also for one of another tenant.
  [[nodiscard]] Result<void> withdraw(model::ApiKeyId id, const store::Tenant& tenant,
                                      std::string_view actor);

  /// Remembers nothing any more: for when an enterprise was suspended here.
  void forget();

 private:
  class Cache;

  store::Database& database_;
  audit::Log& audit_;
  const Clock& clock_;
  Random& random_;
  IdSource& ids_;
  std::unique_ptr<Cache> cache_;
};

}  // namespace chancery::identity
