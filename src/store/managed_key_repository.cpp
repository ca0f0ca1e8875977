#include "store/managed_key_repository.h"

namespace chancery::store {

Result<void> ManagedKeyRepository::insert(Transaction& tx, model::CertificateId certificate,
                                          BytesView sealed, Time now) {
  TRY(tx.post("INSERT INTO managed_key (certificate, sealed, created) VALUES ($1, $2, $3)",
              {certificate, sealed, now}));
  return tx.post(
      "INSERT INTO generated_key (spki_hash, created) "
      "SELECT spki_hash, $2 FROM certificate WHERE id = $1 "
      "ON CONFLICT (spki_hash) DO NOTHING",
      {certificate, now});
}

Result<std::optional<Bytes>> ManagedKeyRepository::find(Snapshot& snapshot,
                                                        model::CertificateId certificate) {
  return snapshot.first("SELECT sealed FROM managed_key WHERE certificate = $1", {certificate},
                        [](const Row& row) { return row.bytes(0); });
}

Result<bool> ManagedKeyRepository::exists(Snapshot& snapshot, model::CertificateId certificate) {
  const auto found =
      TRY(snapshot.first("SELECT certificate FROM managed_key WHERE certificate = $1",
                         {certificate}, [](const Row& row) { return row.integer(0); }));
  return found.has_value();
}

}  // namespace chancery::store
