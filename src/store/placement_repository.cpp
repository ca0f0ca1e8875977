#include "store/placement_repository.h"

namespace chancery::store {
namespace {

constexpr auto kColumns =
    SqlText("SELECT account, place, certificate, imported, hosts_key, since FROM placement ");
constexpr auto kFind = kColumns + "WHERE account = $1 AND place = $2";
constexpr auto kList = kColumns + "WHERE account = $1 AND place > $2 ORDER BY place LIMIT $3";
constexpr auto kHosting = kColumns + "WHERE certificate = $1 AND hosts_key = 1 LIMIT 1";
constexpr auto kOfImported = kColumns + "WHERE imported = $1 ORDER BY place LIMIT 1";

model::Placement parse(const Row& row) {
  model::Placement placement;
  placement.account = row.id<model::AccountId>(0);
  placement.place = row.string(1);
  placement.certificate = row.id<model::CertificateId>(2);
  placement.imported = row.id<model::ImportedCertificateId>(3);
  placement.hosts_key = row.integer(4) != 0;
  placement.since = row.time(5);
  return placement;
}

}  // namespace

Result<bool> PlacementRepository::put(Transaction& tx, const model::Placement& p) {
  (void)TRY(remove(tx, p.account, p.place));
  return TRY(tx.execute(
             "INSERT INTO placement (account, place, certificate, imported, hosts_key, since) "
             "SELECT $1, $2, $3, $4, $5, $6 WHERE "
             "(SELECT COUNT(*) FROM placement WHERE account = $1) < $7",
             {p.account.value(), p.place, p.certificate, p.imported, p.hosts_key ? 1 : 0, p.since,
              kMostOfAccount})) == 1;
}

Result<bool> PlacementRepository::remove(Transaction& tx, model::AccountId account,
                                         std::string_view place) {
  return TRY(tx.execute("DELETE FROM placement WHERE account = $1 AND place = $2",
                        {account.value(), place})) == 1;
}

Result<std::int64_t> PlacementRepository::move(Transaction& tx, model::CertificateId from,
                                               model::CertificateId to, Time now) {
  return tx.execute("UPDATE placement SET certificate = $2, since = $3 WHERE certificate = $1",
                    {from, to, now});
}

Result<std::optional<model::Placement>> PlacementRepository::find(Snapshot& snapshot,
                                                                  model::AccountId account,
                                                                  std::string_view place) {
  return snapshot.first(kFind, {account.value(), place}, parse);
}

Result<std::vector<model::Placement>> PlacementRepository::list(Snapshot& snapshot,
                                                                model::AccountId account,
                                                                std::string_view after, int limit) {
  return snapshot.all(kList, {account.value(), after, limit}, parse);
}

Result<bool> PlacementRepository::hosts_key(Snapshot& snapshot, model::CertificateId certificate) {
  return TRY(snapshot.first(kHosting, {certificate}, parse)).has_value();
}

Result<std::optional<model::Placement>> PlacementRepository::of(
    Snapshot& snapshot, model::ImportedCertificateId certificate) {
  return snapshot.first(kOfImported, {certificate}, parse);
}

Result<void> SealedKeyRepository::put(Transaction& tx, const model::SealedKey& k) {
  return tx.post(
      "INSERT INTO sealed_key (account, spki_hash, pem, created) VALUES ($1, $2, $3, $4) "
      "ON CONFLICT (account, spki_hash) DO UPDATE SET pem = excluded.pem, created = "
      "excluded.created",
      {k.account.value(), k.spki_hash, k.pem, k.created});
}

Result<bool> SealedKeyRepository::remove(Transaction& tx, model::AccountId account,
                                         const model::Digest& spki_hash) {
  return TRY(tx.execute("DELETE FROM sealed_key WHERE account = $1 AND spki_hash = $2",
                        {account.value(), spki_hash})) == 1;
}

Result<std::optional<model::SealedKey>> SealedKeyRepository::find(Snapshot& snapshot,
                                                                  model::AccountId account,
                                                                  const model::Digest& spki_hash) {
  return snapshot.first("SELECT pem, created FROM sealed_key WHERE account = $1 AND spki_hash = $2",
                        {account.value(), spki_hash}, [&](const Row& row) {
                          return model::SealedKey{account, spki_hash, row.string(0), row.time(1)};
                        });
}

}  // namespace chancery::store
