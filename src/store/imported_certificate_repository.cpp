#include "store/imported_certificate_repository.h"

#include <limits>

namespace chancery::store {
namespace {

constexpr auto kColumns = SqlText(
    "SELECT id, account, name, fingerprint, not_after, der, chain, created "
    "FROM imported_certificate ");
constexpr auto kFind = kColumns + "WHERE id = $1 AND account = $2";
constexpr auto kList = kColumns + "WHERE account = $1 AND id < $2 ORDER BY id DESC LIMIT $3";

model::ImportedCertificate parse(const Row& row) {
  model::ImportedCertificate certificate;
  certificate.id = row.id<model::ImportedCertificateId>(0);
  certificate.account = row.id<model::AccountId>(1);
  certificate.name = row.string(2);
  certificate.fingerprint = row.array<32>(3);
  certificate.not_after = row.time(4);
  certificate.der = row.bytes(5);
  certificate.chain = row.bytes(6);
  certificate.created = row.time(7);
  return certificate;
}

}  // namespace

Result<bool> ImportedCertificateRepository::insert(Transaction& tx,
                                                   const model::ImportedCertificate& c) {
  return TRY(tx.execute(
             "INSERT INTO imported_certificate (id, account, name, fingerprint, not_after, der, "
             "chain, created) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING",
             {c.id, c.account.value(), c.name, c.fingerprint, c.not_after, c.der, c.chain,
              c.created})) == 1;
}

Result<bool> ImportedCertificateRepository::remove(Transaction& tx, model::AccountId account,
                                                   model::ImportedCertificateId id) {
  return TRY(tx.execute("DELETE FROM imported_certificate WHERE id = $1 AND account = $2",
                        {id, account.value()})) == 1;
}

Result<std::optional<model::ImportedCertificate>> ImportedCertificateRepository::find(
    Snapshot& snapshot, model::AccountId account, model::ImportedCertificateId id) {
  return snapshot.first(kFind, {id, account.value()}, parse);
}

Result<std::vector<model::ImportedCertificate>> ImportedCertificateRepository::list(
    Snapshot& snapshot, model::AccountId account, model::ImportedCertificateId before, int limit) {
  const std::int64_t below =
      before.empty() ? std::numeric_limits<std::int64_t>::max() : before.value();
  return snapshot.all(kList, {account.value(), below, limit}, parse);
}

}  // namespace chancery::store
