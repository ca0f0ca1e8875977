#include "store/user_repository.h"

#include "store/errors.h"

namespace chancery::store {
namespace {

constexpr auto kSelect =
    SqlText("SELECT id, name, role, password_salt, password_hash, one_time, failed_attempts,") +
    " created, display_name, email, enterprise, status, last_sign_in, wrong_passwords,"
    " closed_until FROM app_user ";
constexpr auto kByName = kSelect + "WHERE name = $1";
constexpr auto kById = kSelect + "WHERE id = $1 AND ($2 = 1 OR enterprise = $3)";
constexpr auto kByEmail = kSelect + "WHERE email = $1 ORDER BY id LIMIT 100";
constexpr auto kReachable = kSelect + "WHERE role = $1 AND ($2 = 1 OR enterprise = $3) AND " +
                            "status = $4 AND email <> '' ORDER BY id LIMIT $5";
constexpr auto kList =
    kSelect + "WHERE id < $1 AND ($2 = 1 OR enterprise = $3) ORDER BY id DESC LIMIT $4";

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
  user.display_name = row.string(8);
  user.email = row.string(9);
  user.enterprise = row.id<model::AccountId>(10);
  user.status = static_cast<model::UserStatus>(row.integer(11));
  user.last_sign_in = row.optional_time(12);
  user.wrong_passwords = static_cast<int>(row.integer(13));
  user.closed_until = row.optional_time(14);
  return user;
}

}  // namespace

Result<bool> UserRepository::insert(Transaction& tx, const model::User& user) {
  const auto inserted = TRY(tx.execute(
      "INSERT INTO app_user (id, name, role, password_salt, password_hash, one_time,"
      " failed_attempts, created, display_name, email, enterprise, status, last_sign_in)"
      " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT DO NOTHING",
      {user.id, user.name, user.role, user.password_salt, user.password_hash, user.one_time ? 1 : 0,
       user.failed_attempts, user.created, user.display_name, user.email, user.enterprise,
       static_cast<int>(user.status), user.last_sign_in}));
  return inserted == 1;
}

Result<std::optional<model::User>> UserRepository::by_name(Snapshot& snapshot,
                                                           std::string_view name) {
  return snapshot.first(kByName, {name}, user_of);
}

Result<std::optional<model::User>> UserRepository::by_id(Snapshot& snapshot, model::UserId id,
                                                         const Tenant& tenant) {
  return snapshot.first(kById, {id, tenant.is_anybody(), tenant.enterprise()}, user_of);
}

Result<std::vector<model::User>> UserRepository::by_email(Snapshot& snapshot,
                                                          std::string_view email) {
  return snapshot.all(kByEmail, {email}, user_of);
}

Result<std::vector<model::User>> UserRepository::list(Snapshot& snapshot, const Tenant& tenant,
                                                      model::UserId before, int limit) {
  return snapshot.all(kList, {before, tenant.is_anybody(), tenant.enterprise(), limit}, user_of);
}

Result<std::vector<model::User>> UserRepository::reachable(Snapshot& snapshot, const Tenant& tenant,
                                                           std::string_view role, int limit) {
  return snapshot.all(kReachable,
                      {role, tenant.is_anybody(), tenant.enterprise(),
                       static_cast<int>(model::UserStatus::active), limit},
                      user_of);
}

Result<void> UserRepository::update(Transaction& tx, const model::User& user) {
  return tx.post(
      "UPDATE app_user SET role = $2, password_salt = $3, password_hash = $4, one_time = $5,"
      " failed_attempts = $6, display_name = $7, email = $8, status = $9, last_sign_in = $10,"
      " wrong_passwords = $11, closed_until = $12 WHERE id = $1",
      {user.id, user.role, user.password_salt, user.password_hash, user.one_time ? 1 : 0,
       user.failed_attempts, user.display_name, user.email, static_cast<int>(user.status),
       user.last_sign_in, user.wrong_passwords, user.closed_until},
      kRecordGone);
}

}  // namespace chancery::store
