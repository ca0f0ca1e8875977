#include "identity/api_keys.h"

#include <boost/json.hpp>
#include <map>
#include <mutex>

#include "base/encoding.h"
#include "crypto/hash.h"
#include "identity/errors.h"
#include "identity/name.h"
#include "store/api_key_repository.h"

namespace chancery::identity {
namespace {

constexpr std::string_view kPrefix = "chk_";
constexpr std::size_t kKeyBytes = 32;
constexpr std::size_t kMaxKeyText = 64;
constexpr std::size_t kMaxCached = 1024;
constexpr Duration kCacheLife = std::chrono::seconds(5);
constexpr int kMaxListed = 1000;

Secret new_key_text(Random& random) {
  const Secret raw(random.bytes(kKeyBytes));
  std::string text = std::string(kPrefix) + to_base64url(raw.reveal());
  Secret secret(text);
  wipe({reinterpret_cast<std::uint8_t*>(text.data()), text.size()});
  return secret;
}

Result<Caller> caller_of(const model::ApiKey& key) {
  const auto role = parse_role(key.role);
  if (!role) {
    return fail(kApiKeyInvalid);
  }
  Caller caller{*role, key.account, "api-key:" + to_text(key.id)};
  if (!key.scopes.empty()) {
    caller.scopes = PermissionSet();
    for (const auto& name : key.scopes) {
      if (const auto scope = parse_permission(name)) {
        caller.scopes.add(*scope);
      }
    }
  }
  return caller;
}

Result<void> check_scopes(const ApiKeyOrder& order) {
  for (const Permission scope : order.scopes) {
    if (!may(order.role, scope)) {
      return fail(kScopeBeyondRole, {{"role", std::string(to_text(order.role))},
                                     {"scope", std::string(to_text(scope))}});
    }
  }
  return {};
}

audit::Record record_of(const model::ApiKey& key, const char* kind, std::string_view actor,
                        Time now) {
  boost::json::object details{{"name", key.name}, {"role", key.role}};
  if (!key.scopes.empty()) {
    details["scopes"] = boost::json::array(key.scopes.begin(), key.scopes.end());
  }
  return {now,
          kind,
          std::string(actor),
          "api-key:" + to_text(key.id),
          audit::Outcome::done,
          boost::json::serialize(details)};
}

}  // namespace

class ApiKeys::Cache {
 public:
  std::optional<model::ApiKey> find(const model::Digest& hash, Time now) {
    const std::lock_guard lock(mutex_);
    const auto found = entries_.find(hash);
    if (found == entries_.end() || now >= found->second.until) {
      return std::nullopt;
    }
    return found->second.key;
  }

  /// To be taken before the key is looked up in the store.
  [[nodiscard]] std::uint64_t ticket() {
    const std::lock_guard lock(mutex_);
    return cleared_;
  }

  /// Keeps nothing that was looked up before a key was withdrawn.
  void put(const model::ApiKey& key, Time now, std::uint64_t ticket) {
    const std::lock_guard lock(mutex_);
    if (ticket != cleared_) {
      return;
    }
    if (entries_.size() >= kMaxCached) {
      entries_.clear();  // rare, and cheap to fill again
    }
    entries_[key.key_hash] = {key, now + kCacheLife};
  }

  void clear() {
    const std::lock_guard lock(mutex_);
    entries_.clear();
    ++cleared_;
  }

 private:
  struct Entry {
    model::ApiKey key;
    Time until;
  };
  std::mutex mutex_;
  std::map<model::Digest, Entry> entries_;
  std::uint64_t cleared_ = 0;
};

ApiKeys::ApiKeys(store::Database& database, audit::Log& audit, const Clock& clock, Random& random,
                 IdSource& ids)
    : database_(database),
      audit_(audit),
      clock_(clock),
      random_(random),
      ids_(ids),
      cache_(std::make_unique<Cache>()) {}

ApiKeys::~ApiKeys() = default;

Result<NewApiKey> ApiKeys::create(const ApiKeyOrder& order) {
  TRY(check_name(order.name));
  TRY(check_scopes(order));
  NewApiKey made{{}, new_key_text(random_)};
  made.key.id = ids_.next<model::ApiKeyId>();
  made.key.account = order.account;
  made.key.name = order.name;
  made.key.role = to_text(order.role);
  made.key.key_hash = crypto::sha256(made.secret.reveal());
  made.key.created = clock_.now();
  made.key.expires = order.expires;
  for (const Permission scope : order.scopes) {
    made.key.scopes.emplace_back(to_text(scope));
  }
  TRY(database_.write([&](store::Transaction& tx) -> Result<void> {
    TRY(store::ApiKeyRepository::insert(tx, made.key));
    TRY(audit_.append(tx, record_of(made.key, "api_key.created", order.actor, made.key.created)));
    return {};
  }));
  return made;
}

Result<Caller> ApiKeys::authenticate(std::string_view key_text) {
  if (!key_text.starts_with(kPrefix) || key_text.size() > kMaxKeyText) {
    return fail(kApiKeyInvalid);
  }
  const model::Digest hash = crypto::sha256(as_bytes(key_text));
  const Time now = clock_.now();
  auto key = cache_->find(hash, now);
  if (!key) {
    const auto ticket = cache_->ticket();
    key = TRY(database_.read([&](store::Snapshot& snapshot) {
      return store::ApiKeyRepository::by_hash(snapshot, hash);
    }));
    if (!key) {
      return fail(kApiKeyInvalid);
    }
    cache_->put(*key, now, ticket);
  }
  if (!key->usable_at(now)) {
    return fail(kApiKeyInvalid);
  }
  return caller_of(*key);
}

Result<std::vector<model::ApiKey>> ApiKeys::list(const store::Tenant& tenant) {
  return database_.read([&](store::Snapshot& snapshot) {
    return store::ApiKeyRepository::list(snapshot, tenant, kMaxListed);
  });
}

Result<void> ApiKeys::withdraw(model::ApiKeyId id, const store::Tenant& tenant,
                               std::string_view actor) {
  const auto done = database_.write([&](store::Transaction& tx) -> Result<bool> {
    const bool changed = TRY(store::ApiKeyRepository::withdraw(tx, id, tenant, clock_.now()));
    if (changed) {
      const audit::Record record{clock_.now(),         "api_key.withdrawn",
                                 std::string(actor),   "api-key:" + to_text(id),
                                 audit::Outcome::done, "{}"};
      TRY(audit_.append(tx, record));
    }
    return changed;
  });
  cache_->clear();  // whatever came of it: a commit can work and be reported as lost
  if (!done) {
    return std::unexpected(done.error());
  }
  if (!*done) {
    return fail(kApiKeyNotFound, "id", to_text(id));
  }
  return {};
}

void ApiKeys::forget() {
  cache_->clear();
}

}  // namespace chancery::identity
