#include "store/passkey_repository.h"

namespace chancery::store {
namespace {

constexpr auto kSelect =
    SqlText(
        "SELECT id, user_id, credential_id, public_key, algorithm, sign_count, name, created,") +
    " last_used FROM passkey ";
constexpr auto kByCredential = kSelect + "WHERE credential_id = $1";
constexpr auto kOfUser = kSelect + "WHERE user_id = $1 ORDER BY id LIMIT 100";

model::Passkey passkey_of(const Row& row) {
  model::Passkey passkey;
  passkey.id = row.id<model::PasskeyId>(0);
  passkey.user = row.id<model::UserId>(1);
  passkey.credential_id = row.bytes(2);
  passkey.public_key = row.bytes(3);
  passkey.algorithm = row.integer(4);
  passkey.sign_count = static_cast<std::uint32_t>(row.integer(5));
  passkey.name = row.string(6);
  passkey.created = row.time(7);
  passkey.last_used = row.optional_time(8);
  return passkey;
}

}  // namespace

Result<bool> PasskeyRepository::insert(Transaction& tx, const model::Passkey& passkey) {
  const auto inserted = TRY(tx.execute(
      "INSERT INTO passkey (id, user_id, credential_id, public_key, algorithm, sign_count, name,"
      " created, last_used) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING",
      {passkey.id, passkey.user, passkey.credential_id, passkey.public_key, passkey.algorithm,
       passkey.sign_count, passkey.name, passkey.created, passkey.last_used}));
  return inserted == 1;
}

Result<std::optional<model::Passkey>> PasskeyRepository::by_credential(Snapshot& snapshot,
                                                                       BytesView credential_id) {
  return snapshot.first(kByCredential, {credential_id}, passkey_of);
}

Result<std::vector<model::Passkey>> PasskeyRepository::of_user(Snapshot& snapshot,
                                                               model::UserId user) {
  return snapshot.all(kOfUser, {user}, passkey_of);
}

Result<bool> PasskeyRepository::used(Transaction& tx, model::PasskeyId id, std::uint32_t sign_count,
                                     Time now) {
  const auto used =
      TRY(tx.execute("UPDATE passkey SET sign_count = $2, last_used = $3 WHERE id = $1"
                     " AND (sign_count < $2 OR (sign_count = 0 AND $2 = 0))",
                     {id, sign_count, now}));
  return used == 1;
}

Result<bool> PasskeyRepository::drop(Transaction& tx, model::PasskeyId id, model::UserId user) {
  const auto dropped =
      TRY(tx.execute("DELETE FROM passkey WHERE id = $1 AND user_id = $2", {id, user}));
  return dropped == 1;
}

Result<bool> PasskeyRepository::spend(Transaction& tx, const model::Digest& challenge,
                                      Time expires) {
  const auto spent = TRY(tx.execute(
      "INSERT INTO spent_challenge (hash, expires) VALUES ($1, $2) ON CONFLICT DO NOTHING",
      {challenge, expires}));
  return spent == 1;
}

Result<std::int64_t> PasskeyRepository::drop_spent(Transaction& tx, Time now, int limit) {
  return tx.execute(
      "DELETE FROM spent_challenge WHERE hash IN"
      " (SELECT hash FROM spent_challenge WHERE expires < $1 ORDER BY expires LIMIT $2)",
      {now, limit});
}

}  // namespace chancery::store
