#include "identity/sign_in.h"

#include "crypto/derive.h"
#include "identity/errors.h"
#include "store/user_repository.h"

namespace chancery::identity {
namespace {

constexpr std::size_t kSaltBytes = 16;
constexpr std::size_t kHashBytes = 32;
constexpr std::size_t kOneTimeLength = 20;
constexpr std::size_t kMaxPassword = 256;
constexpr Duration kSessionLife = std::chrono::hours(1);

Result<Bytes> hash_password(const Secret& password, BytesView salt) {
  const Secret hash = TRY(crypto::scrypt(password.reveal(), salt, {}, kHashBytes));
  return to_bytes(hash.reveal());
}

Secret one_time_password(Random& random) {
  constexpr std::string_view kLetters = "abcdefghjkmnpqrstuvwxyz23456789_";  // 32: no bias
  Bytes bytes = random.bytes(kOneTimeLength);
  for (auto& byte : bytes) {
    byte = static_cast<std::uint8_t>(kLetters[byte % kLetters.size()]);
  }
  return Secret(std::move(bytes));
}

audit::Record record_of(const model::User& user, const char* kind, audit::Outcome outcome,
                        Time now) {
  return {now, kind, "user:" + user.name, "user:" + to_text(user.id), outcome, "{}"};
}

}  // namespace

Result<void> SignIn::store_password(model::User& user, const Secret& password, bool one_time) {
  user.password_salt = random_.bytes(kSaltBytes);
  user.password_hash = TRY(hash_password(password, user.password_salt));
  user.one_time = one_time;
  user.failed_attempts = 0;
  return database_.write([&](store::Transaction& tx) -> Result<void> {
    if (!TRY(store::UserRepository::insert(tx, user))) {
      TRY(store::UserRepository::update(tx, user));
    }
    (void)TRY(audit_.append(
        tx, record_of(user, "user.password_set", audit::Outcome::done, clock_.now())));
    return {};
  });
}

Result<Secret> SignIn::reset_administrator(std::string_view name) {
  auto found = TRY(database_.read(
      [&](store::Snapshot& snapshot) { return store::UserRepository::by_name(snapshot, name); }));
  model::User user = found.value_or(model::User{});
  if (!found) {
    user.id = ids_.next<model::UserId>();
    user.name = name;
    user.role = to_text(Role::ca_administrator);
    user.created = clock_.now();
  }
  Secret password = one_time_password(random_);
  TRY(store_password(user, password, true));
  return password;
}

Result<void> SignIn::record_failure(model::User user) {
  ++user.failed_attempts;
  return database_.write([&](store::Transaction& tx) -> Result<void> {
    TRY(store::UserRepository::update(tx, user));
    (void)TRY(
        audit_.append(tx, record_of(user, "user.sign_in", audit::Outcome::refused, clock_.now())));
    return {};
  });
}

Result<NewApiKey> SignIn::sign_in(std::string_view name, const Secret& password,
                                  const Secret& new_password) {
  const std::lock_guard lock(one_at_a_time_);
  auto user = TRY(database_.read(
      [&](store::Snapshot& snapshot) { return store::UserRepository::by_name(snapshot, name); }));
  if (password.size() > kMaxPassword || new_password.size() > kMaxPassword) {
    return fail(kSignInRefused);
  }
  // An unknown name costs as much as a known one.
  const Bytes salt = user ? user->password_salt : Bytes(kSaltBytes);
  const Bytes hash = TRY(hash_password(password, salt));
  if (!user || user->failed_attempts >= kMaxFailures) {
    return fail(kSignInRefused);
  }
  if (!constant_time_equal(hash, user->password_hash)) {
    TRY(record_failure(*user));
    return fail(kSignInRefused);
  }
  if (user->one_time || !new_password.empty()) {
    if (new_password.size() < kMinPassword) {
      return fail(kNewPasswordNeeded);
    }
    TRY(store_password(*user, new_password, false));
  }
  const auto role = parse_role(user->role);
  return keys_.create({.name = "sign-in of " + user->name,
                       .role = role.value_or(Role::internal_auditor),
                       .account = {},
                       .expires = clock_.now() + kSessionLife,
                       .actor = "user:" + user->name});
}

}  // namespace chancery::identity
