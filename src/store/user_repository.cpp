#include "store/user_repository.h"

namespace chancery::store {
namespace {

model::User user_of(const Row& row) {
  model::User user;
  user.id = row.id<model::UserId>(0);
  user.name = row.string(1);
  user.role = row.string(2);
  user.password_salt = row.bytes(3);
  user.password_hash = row.bytes(4);
  user.one_time = row.integer(5) != 0;
  user.failed_attempts = static_cast<int>(row.integer(6));
  user.created = row.time(7);
  return user;
}

}  // namespace

Result<bool> UserRepository::insert(Transaction& tx, const model::User& user) {
  const auto inserted = TRY(tx.execute(
      "INSERT INTO app_user (id, name, role, password_salt, password_hash, one_time,"
      " failed_attempts, created) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING",
      {user.id, user.name, user.role, user.password_salt, user.password_hash, user.one_time ? 1 : 0,
       user.failed_attempts, user.created}));
  return inserted == 1;
}

Result<std::optional<model::User>> UserRepository::by_name(Snapshot& snapshot,
                                                           std::string_view name) {
  return snapshot.first(
      "SELECT id, name, role, password_salt, password_hash, one_time, failed_attempts, created"
      " FROM app_user WHERE name = $1",
      {name}, user_of);
}

Result<void> UserRepository::update(Transaction& tx, const model::User& user) {
  return tx.post(
      "UPDATE app_user SET password_salt = $2, password_hash = $3, one_time = $4,"
      " failed_attempts = $5 WHERE id = $1",
      {user.id, user.password_salt, user.password_hash, user.one_time ? 1 : 0,
       user.failed_attempts});
}

}  // namespace chancery::store
