#include "store/issuer_repository.h"

#include "store/errors.h"

namespace chancery::store {
namespace {

constexpr auto kColumns = SqlText(
    "SELECT id, parent, name, purpose, subject, key_ref, state, crl_shards, not_before, not_after, "
    "spki_hash, der, succeeds, first_crl_number, terminated_at, key_destroyed_at FROM issuer ");
constexpr auto kById = kColumns + "WHERE id = $1";
constexpr auto kByName = kColumns + "WHERE name = $1";
constexpr auto kAll = kColumns + "ORDER BY id";

model::Issuer parse(const Row& row) {
  model::Issuer issuer;
  issuer.id = row.id<model::IssuerId>(0);
  issuer.parent = row.id<model::IssuerId>(1);
  issuer.name = row.string(2);
  issuer.purpose = row.string(3);
  issuer.subject = row.string(4);
  issuer.key_ref = row.string(5);
  issuer.state = static_cast<model::IssuerState>(row.integer(6));
  issuer.crl_shards = static_cast<int>(row.integer(7));
  issuer.not_before = row.time(8);
  issuer.not_after = row.time(9);
  issuer.spki_hash = row.array<32>(10);
  issuer.der = row.bytes(11);
  issuer.succeeds = row.id<model::IssuerId>(12);
  issuer.first_crl_number = row.optional_integer(13).value_or(1);
  issuer.terminated_at = row.optional_time(14);
  issuer.key_destroyed_at = row.optional_time(15);
  return issuer;
}

}  // namespace

Result<void> IssuerRepository::insert(Transaction& tx, const model::Issuer& issuer) {
  return tx.post(
      "INSERT INTO issuer (id, parent, name, purpose, subject, key_ref, state, crl_shards, "
      "not_before, not_after, spki_hash, der, succeeds, first_crl_number) VALUES ($1, $2, $3, $4, "
      "$5, $6, $7, $8, $9, $10, $11, $12, $13, $14) ON CONFLICT (name) DO NOTHING",
      {issuer.id, issuer.parent, issuer.name, issuer.purpose, issuer.subject, issuer.key_ref,
       static_cast<int>(issuer.state), issuer.crl_shards, issuer.not_before, issuer.not_after,
       issuer.spki_hash, issuer.der, issuer.succeeds, issuer.first_crl_number},
      kIssuerNameTaken);
}

Result<void> IssuerRepository::set_state(Transaction& tx, model::IssuerId id,
                                         model::IssuerState state) {
  return tx.post("UPDATE issuer SET state = $2 WHERE id = $1", {id, static_cast<int>(state)},
                 kIssuerUnknown);
}

Result<void> IssuerRepository::set_crl_shards(Transaction& tx, model::IssuerId id, int shards) {
  return tx.post("UPDATE issuer SET crl_shards = $2 WHERE id = $1 AND crl_shards <= $2",
                 {id, shards}, kIssuerUnknown);
}

Result<void> IssuerRepository::set_terminated(Transaction& tx, model::IssuerId id, Time at) {
  return tx.post("UPDATE issuer SET terminated_at = COALESCE(terminated_at, $2) WHERE id = $1",
                 {id, at}, kIssuerUnknown);
}

Result<void> IssuerRepository::set_key_destroyed(Transaction& tx, model::IssuerId id, Time at) {
  return tx.post(
      "UPDATE issuer SET key_destroyed_at = COALESCE(key_destroyed_at, $2) WHERE id = $1", {id, at},
      kIssuerUnknown);
}

Result<std::optional<model::Issuer>> IssuerRepository::by_id(Snapshot& snapshot,
                                                             model::IssuerId id) {
  return snapshot.first(kById, {id}, parse);
}

Result<std::optional<model::Issuer>> IssuerRepository::by_name(Snapshot& snapshot,
                                                               std::string_view name) {
  return snapshot.first(kByName, {name}, parse);
}

Result<std::vector<model::Issuer>> IssuerRepository::list(Snapshot& snapshot) {
  return snapshot.all(kAll, {}, parse);
}

}  // namespace chancery::store
