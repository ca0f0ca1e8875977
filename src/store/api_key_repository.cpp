#include "store/api_key_repository.h"

#include <algorithm>

namespace chancery::store {
namespace {

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
  return key;
}

}  // namespace

Result<void> ApiKeyRepository::insert(Transaction& tx, const model::ApiKey& key) {
  return tx.post(
      "INSERT INTO api_key (id, account_id, name, role, key_hash, created, expires, withdrawn)"
      " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
      {key.id, key.account, key.name, key.role, key.key_hash, key.created, key.expires,
       key.withdrawn});
}

Result<std::optional<model::ApiKey>> ApiKeyRepository::by_hash(Snapshot& snapshot,
                                                               const model::Digest& hash) {
  return snapshot.first(
      "SELECT id, account_id, name, role, key_hash, created, expires, withdrawn FROM api_key"
      " WHERE key_hash = $1",
      {hash}, key_of);
}

Result<std::vector<model::ApiKey>> ApiKeyRepository::list(Snapshot& snapshot, int limit) {
  return snapshot.all(
      "SELECT id, account_id, name, role, key_hash, created, expires, withdrawn FROM api_key"
      " ORDER BY id DESC LIMIT $1",
      {limit}, key_of);
}

Result<bool> ApiKeyRepository::withdraw(Transaction& tx, model::ApiKeyId id, Time now) {
  const auto changed = TRY(tx.execute(
      "UPDATE api_key SET withdrawn = $2 WHERE id = $1 AND withdrawn IS NULL", {id, now}));
  return changed == 1;
}

}  // namespace chancery::store
