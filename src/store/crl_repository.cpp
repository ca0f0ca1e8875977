#include "store/crl_repository.h"

#include "store/errors.h"
#include "store/issuer_repository.h"

namespace chancery::store {
namespace {

constexpr auto kColumns = SqlText(
    "SELECT issuer, shard, number, this_update, next_update, entries, size, hash, path FROM crl ");
constexpr auto kLatest = kColumns + "WHERE issuer = $1 AND shard = $2 ORDER BY number DESC LIMIT 1";
model::Crl parse(const Row& row) {
  model::Crl crl;
  crl.issuer = row.id<model::IssuerId>(0);
  crl.shard = static_cast<int>(row.integer(1));
  crl.number = row.integer(2);
  crl.this_update = row.time(3);
  crl.next_update = row.time(4);
  crl.entries = row.integer(5);
  crl.size = row.integer(6);
  crl.hash = row.array<32>(7);
  crl.path = row.string(8);
  return crl;
}

}  // namespace

Result<void> CrlRepository::insert(Transaction& tx, const model::Crl& crl) {
  const auto before = TRY(latest(tx, crl.issuer, crl.shard));
  if (before && before->number >= crl.number) {
    return fail(kCrlNumberNotIncreasing, "latest", std::to_string(before->number));
  }
  // Another node may be publishing at this moment.
  return tx.post(
      "INSERT INTO crl (issuer, shard, number, this_update, next_update, entries, size, hash, "
      "path) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING",
      {crl.issuer, crl.shard, crl.number, crl.this_update, crl.next_update, crl.entries, crl.size,
       crl.hash, crl.path},
      kCrlNumberNotIncreasing);
}

Result<std::optional<model::Crl>> CrlRepository::latest(Snapshot& snapshot, model::IssuerId issuer,
                                                        int shard) {
  return snapshot.first(kLatest, {issuer, shard}, parse);
}

Result<std::vector<model::Crl>> CrlRepository::latest_of_all(Snapshot& snapshot) {
  // One look-up for each: a scan would grow with every CRL that was ever published.
  std::vector<model::Crl> found;
  for (const auto& issuer : TRY(IssuerRepository::list(snapshot))) {
    for (int shard = 0; shard < issuer.crl_shards; ++shard) {
      if (auto crl = TRY(latest(snapshot, issuer.id, shard))) {
        found.push_back(*std::move(crl));
      }
    }
  }
  return found;
}

}  // namespace chancery::store
