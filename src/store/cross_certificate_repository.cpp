#include "store/cross_certificate_repository.h"

namespace chancery::store {
namespace {

model::CrossCertificate parse(const Row& row) {
  model::CrossCertificate one;
  one.subject = row.id<model::IssuerId>(0);
  one.sha256 = row.array<32>(1);
  one.signer = row.id<model::IssuerId>(2);
  one.added = row.time(3);
  one.der = row.bytes(4);
  return one;
}

}  // namespace

Result<void> CrossCertificateRepository::insert(Transaction& tx,
                                                const model::CrossCertificate& one) {
  return tx.post(
      "INSERT INTO cross_certificate (subject, sha256, signer, added, der) "
      "VALUES ($1, $2, $3, $4, $5) ON CONFLICT (subject, sha256) DO NOTHING",
      {one.subject, one.sha256, one.signer, one.added, one.der});
}

Result<std::vector<model::CrossCertificate>> CrossCertificateRepository::list(Snapshot& snapshot) {
  return snapshot.all(
      "SELECT subject, sha256, signer, added, der FROM cross_certificate "
      "ORDER BY subject, added, sha256",
      {}, parse);
}

}  // namespace chancery::store
