#include "store/compromised_key_repository.h"

namespace chancery::store {

Result<void> CompromisedKeyRepository::add(Transaction& tx, const CompromisedKey& key) {
  return tx.post(
      "INSERT INTO compromised_key (spki_hash, reported_at, certificate) VALUES ($1, $2, $3) "
      "ON CONFLICT (spki_hash) DO NOTHING",
      {key.spki_hash, key.reported_at, key.certificate});
}

Result<std::optional<CompromisedKey>> CompromisedKeyRepository::find(
    Snapshot& snapshot, const model::Digest& spki_hash) {
  return snapshot.first(
      "SELECT spki_hash, reported_at, certificate FROM compromised_key WHERE spki_hash = $1",
      {spki_hash}, [](const Row& row) {
        return CompromisedKey{row.array<32>(0), row.time(1), row.id<model::CertificateId>(2)};
      });
}

}  // namespace chancery::store
