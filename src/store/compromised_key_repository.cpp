#include "store/compromised_key_repository.h"

namespace chancery::store {

namespace {

CompromisedKey key_of(const Row& row) {
  return {row.array<32>(0), row.time(1), row.id<model::CertificateId>(2), std::string(row.text(3))};
}

}  // namespace

Result<void> CompromisedKeyRepository::add(Transaction& tx, const CompromisedKey& key) {
  return tx.post(
      "INSERT INTO compromised_key (spki_hash, reported_at, certificate, note) "
      "VALUES ($1, $2, $3, $4) ON CONFLICT (spki_hash) DO NOTHING",
      {key.spki_hash, key.reported_at, key.certificate, key.note});
}

Result<std::optional<CompromisedKey>> CompromisedKeyRepository::find(
    Snapshot& snapshot, const model::Digest& spki_hash) {
  return snapshot.first(
      "SELECT spki_hash, reported_at, certificate, note FROM compromised_key "
      "WHERE spki_hash = $1",
      {spki_hash}, key_of);
}

Result<std::vector<CompromisedKey>> CompromisedKeyRepository::list(Snapshot& snapshot,
                                                                   const model::Digest& after,
                                                                   int limit) {
  return snapshot.all(
      "SELECT spki_hash, reported_at, certificate, note FROM compromised_key "
      "WHERE spki_hash > $1 ORDER BY spki_hash LIMIT $2",
      {after, limit}, key_of);
}

Result<CompromisedKeyRepository::Judgement> CompromisedKeyRepository::judge(
    Snapshot& snapshot, const model::Digest& spki_hash) {
  const auto found = TRY(snapshot.first(
      "SELECT 1, certificate FROM compromised_key WHERE spki_hash = $1 "
      "UNION ALL SELECT 2, NULL FROM generated_key WHERE spki_hash = $1 LIMIT 1",
      {spki_hash}, [](const Row& row) {
        return Judgement{row.integer(0) == 1 ? Standing::compromised : Standing::generated_here,
                         row.id<model::CertificateId>(1)};
      }));
  return found.value_or(Judgement());
}

}  // namespace chancery::store
