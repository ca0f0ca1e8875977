#include "store/revocation_repository.h"

#include "model/errors.h"
#include "store/errors.h"

namespace chancery::store {
namespace {

constexpr auto kColumns = SqlText(
    "SELECT issuer, crl_shard, serial, revoked_at, reason, invalid_since, certificate_expires, "
    "certificate, change, audit_leaf FROM revocation ");
// Revocations of certificates that are not ours, taken over from a CRL, are in shard 0.
constexpr auto kFind = kColumns +
                       "WHERE issuer = $1 AND serial = $2 AND crl_shard = COALESCE((SELECT "
                       "crl_shard FROM certificate WHERE issuer = $1 AND serial = $2), 0)";
constexpr auto kStream = SqlText(
    "SELECT serial, revoked_at, reason, invalid_since FROM revocation "
    "WHERE issuer = $1 AND crl_shard = $2 AND certificate_expires >= $3 ORDER BY serial");
constexpr auto kChanged = kColumns + "WHERE change > $1 ORDER BY change LIMIT $2";
constexpr int kMaxChanges = 10'000;

Result<void> insert(Transaction& tx, const model::Revocation& r) {
  return tx.post(
      "INSERT INTO revocation (issuer, crl_shard, serial, revoked_at, reason, invalid_since, "
      "certificate_expires, certificate, change, audit_leaf) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
      {r.issuer, r.crl_shard, r.serial.bytes(), r.revoked_at, static_cast<int>(r.reason),
       r.invalid_since, r.certificate_expires, r.certificate, r.change, r.audit_leaf});
}

Result<void> update(Transaction& tx, const model::Revocation& r) {
  return tx.post(
      "UPDATE revocation SET revoked_at = $4, reason = $5, invalid_since = $6, change = $7, "
      "audit_leaf = $8 WHERE issuer = $1 AND crl_shard = $2 AND serial = $3",
      {r.issuer, r.crl_shard, r.serial.bytes(), r.revoked_at, static_cast<int>(r.reason),
       r.invalid_since, r.change, r.audit_leaf},
      kStoreCorrupt);
}

}  // namespace

const Sql RevocationRepository::kForCrl = kStream;

void RevocationRepository::parse_entry(const Row& row, model::Revocation& entry) {
  entry.serial = x509::Serial::from_content(row.blob(0)).value_or(x509::Serial());
  entry.revoked_at = row.time(1);
  entry.reason = static_cast<x509::RevocationReason>(row.integer(2));
  entry.invalid_since = row.optional_time(3);
}

model::Revocation RevocationRepository::parse(const Row& row) {
  model::Revocation revocation;
  revocation.issuer = row.id<model::IssuerId>(0);
  revocation.crl_shard = static_cast<int>(row.integer(1));
  revocation.serial = x509::Serial::from_content(row.blob(2)).value_or(x509::Serial());
  revocation.revoked_at = row.time(3);
  revocation.reason = static_cast<x509::RevocationReason>(row.integer(4));
  revocation.invalid_since = row.optional_time(5);
  revocation.certificate_expires = row.time(6);
  revocation.certificate = row.id<model::CertificateId>(7);
  revocation.change = row.integer(8);
  revocation.audit_leaf = row.optional_integer(9);
  return revocation;
}

Result<model::Revocation> RevocationRepository::revoke(Transaction& tx,
                                                       const model::Revocation& wish) {
  if (!model::is_permanent(wish.reason)) {
    return fail(model::kReasonNotPermanent);
  }
  const auto recorded = TRY(find(tx, wish.issuer, wish.serial));
  if (!recorded) {
    TRY(insert(tx, wish));
    return wish;
  }
  auto tightened = TRY(model::tighten(*recorded, wish));
  TRY(update(tx, tightened));
  return tightened;
}

Result<std::optional<model::Revocation>> RevocationRepository::find(Snapshot& snapshot,
                                                                    model::IssuerId issuer,
                                                                    const x509::Serial& serial) {
  return snapshot.first(kFind, {issuer, serial.bytes()}, parse);
}

Result<std::int64_t> RevocationRepository::count_for_crl(Snapshot& snapshot, model::IssuerId issuer,
                                                         int shard, Time expired_before) {
  const auto count = TRY(snapshot.first(
      "SELECT COUNT(*) FROM revocation WHERE issuer = $1 AND crl_shard = $2 AND "
      "certificate_expires >= $3",
      {issuer, shard, expired_before}, [](const Row& row) { return row.integer(0); }));
  return count.value_or(0);
}

Result<std::vector<model::Revocation>> RevocationRepository::changed_after(Snapshot& snapshot,
                                                                           std::int64_t change,
                                                                           int limit) {
  return snapshot.all(kChanged, {change, std::min(limit, kMaxChanges)}, parse);
}

}  // namespace chancery::store
