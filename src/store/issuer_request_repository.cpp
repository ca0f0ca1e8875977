#include "store/issuer_request_repository.h"

#include "store/errors.h"

namespace chancery::store {
namespace {

constexpr auto kColumns = SqlText(
    "SELECT id, name, purpose, key_ref, crl_shards, succeeds, created, csr FROM issuer_request ");
constexpr auto kByName = kColumns + "WHERE name = $1";
constexpr auto kAll = kColumns + "ORDER BY id";

model::IssuerRequest parse(const Row& row) {
  model::IssuerRequest request;
  request.id = row.id<model::IssuerId>(0);
  request.name = row.string(1);
  request.purpose = row.string(2);
  request.key_ref = row.string(3);
  request.crl_shards = static_cast<int>(row.integer(4));
  request.succeeds = row.id<model::IssuerId>(5);
  request.created = row.time(6);
  request.csr_der = row.bytes(7);
  return request;
}

}  // namespace

Result<void> IssuerRequestRepository::insert(Transaction& tx, const model::IssuerRequest& r) {
  return tx.post(
      "INSERT INTO issuer_request (id, name, purpose, key_ref, crl_shards, succeeds, created, csr) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (name) DO NOTHING",
      {r.id, r.name, r.purpose, r.key_ref, r.crl_shards, r.succeeds, r.created, r.csr_der},
      kIssuerNameTaken);
}

Result<std::optional<model::IssuerRequest>> IssuerRequestRepository::by_name(
    Snapshot& snapshot, std::string_view name) {
  return snapshot.first(kByName, {name}, parse);
}

Result<std::vector<model::IssuerRequest>> IssuerRequestRepository::list(Snapshot& snapshot) {
  return snapshot.all(kAll, {}, parse);
}

Result<void> IssuerRequestRepository::remove(Transaction& tx, model::IssuerId id) {
  return tx.post("DELETE FROM issuer_request WHERE id = $1", {id}, kIssuerUnknown);
}

}  // namespace chancery::store
