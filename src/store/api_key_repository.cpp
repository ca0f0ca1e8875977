#include "store/api_key_repository.h"

#include <algorithm>

#include "store/packed_text.h"

namespace chancery::store {
namespace {

constexpr auto kSelect =
    SqlText("SELECT k.id, k.account_id, k.name, k.role, k.key_hash, k.created, k.expires,") +
    " k.withdrawn, k.scopes FROM api_key k ";
// A key of an enterprise that is suspended is none (NT-109).
constexpr auto kByHash = kSelect +
                         "LEFT JOIN account a ON a.id = k.account_id"
                         " WHERE k.key_hash = $1 AND (a.id IS NULL OR a.status = 0)";
constexpr auto kList = kSelect + "WHERE ($1 = 1 OR k.account_id = $2) ORDER BY k.id DESC LIMIT $3";

model::ApiKey key_of(const Row& row) {
  model::ApiKey key;
  key.id = row.id<model::ApiKeyId>(0);
  key.account = row.id<model::AccountId>(1);
  key.name = row.string(2);
  key.role = row.string(3);
  const BytesView hash = row.blob(4);
  std::copy_n(hash.begin(), std::min(hash.size(), key.key_hash.size()), key.key_hash.begin());
  key.created = row.time(5);
  key.expires = row.optional_time(6);
  key.withdrawn = row.optional_time(7);
  key.scopes = unpack(row.text(8));
  return key;
}

}  // namespace

Result<void> ApiKeyRepository::insert(Transaction& tx, const model::ApiKey& key) {
  return tx.post(
      "INSERT INTO api_key (id, account_id, name, role, key_hash, created, expires, withdrawn,"
      " scopes) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
      {key.id, key.account, key.name, key.role, key.key_hash, key.created, key.expires,
       key.withdrawn, pack(key.scopes)});
}

Result<std::optional<model::ApiKey>> ApiKeyRepository::by_hash(Snapshot& snapshot,
                                                               const model::Digest& hash) {
  return snapshot.first(kByHash, {hash}, key_of);
}

Result<std::vector<model::ApiKey>> ApiKeyRepository::list(Snapshot& snapshot, const Tenant& tenant,
                                                          int limit) {
  return snapshot.all(kList, {tenant.is_anybody(), tenant.enterprise(), limit}, key_of);
}

Result<bool> ApiKeyRepository::withdraw(Transaction& tx, model::ApiKeyId id, const Tenant& tenant,
                                        Time now) {
  const auto changed =
      TRY(tx.execute("UPDATE api_key SET withdrawn = $2 WHERE id = $1 AND withdrawn IS NULL"
                     " AND ($3 = 1 OR account_id = $4)",
                     {id, now, tenant.is_anybody(), tenant.enterprise()}));
  return changed == 1;
}

}  // namespace chancery::store
