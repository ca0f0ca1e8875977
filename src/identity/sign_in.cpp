#include "identity/sign_in.h"

#include <boost/json.hpp>

#include "identity/errors.h"
#include "identity/name.h"
#include "store/user_repository.h"

namespace chancery::identity {

/// What is stored of a password.
struct SignIn::Salted {
  Bytes salt;
  Bytes hash;
};

namespace {

constexpr std::size_t kSaltBytes = 16;
constexpr std::size_t kHashBytes = 32;
constexpr std::size_t kOneTimeLength = 20;
constexpr std::size_t kMaxUserName = 64;
constexpr Duration kSessionLife = std::chrono::hours(1);

Secret one_time_password(Random& random) {
  constexpr std::string_view kLetters = "abcdefghjkmnpqrstuvwxyz23456789_";  // 32: no bias
  Bytes bytes = random.bytes(kOneTimeLength);
  for (auto& byte : bytes) {
    byte = static_cast<std::uint8_t>(kLetters[byte % kLetters.size()]);
  }
  return Secret(std::move(bytes));
}

/// `user` is nothing when nobody has the name that was given.
audit::Record record_of(const std::optional<model::User>& user, const char* kind, std::string actor,
                        audit::Outcome outcome, Time now) {
  if (!user) {
    return {now, kind, std::move(actor), "user:unknown", outcome, "{}"};
  }
  const boost::json::object details{{"name", user->name}, {"role", user->role}};
  return {now,
          kind,
          std::move(actor),
          "user:" + to_text(user->id),
          outcome,
          boost::json::serialize(details)};
}

Result<void> check_new_password(const model::User& user, const Secret& password,
                                const Secret& new_password) {
  const bool fit = new_password.size() >= SignIn::kMinPassword &&
                   new_password.size() <= SignIn::kMaxPassword &&
                   !constant_time_equal(new_password.reveal(), password.reveal());
  if (fit) {
    return {};
  }
  return user.one_time && new_password.empty() ? fail(kNewPasswordNeeded) : fail(kNewPasswordUnfit);
}

/// The user as it is now, if the password is still the one that was looked at.
Result<std::optional<model::User>> unchanged(store::Transaction& tx, const model::User& user) {
  auto now = TRY(store::UserRepository::by_name(tx, user.name));
  if (!now || now->password_hash != user.password_hash) {
    return std::nullopt;
  }
  return now;
}

}  // namespace

Result<Bytes> SignIn::hash(const Secret& password, BytesView salt) const {
  const Secret derived = TRY(crypto::scrypt(password.reveal(), salt, cost_, kHashBytes));
  return to_bytes(derived.reveal());
}

Result<SignIn::Salted> SignIn::salted(const Secret& password) {
  Bytes salt = random_.bytes(kSaltBytes);
  Bytes hashed = TRY(hash(password, salt));
  return Salted{std::move(salt), std::move(hashed)};
}

Result<Secret> SignIn::reset_administrator(std::string_view name) {
  TRY(check_name(name));
  if (name.size() > kMaxUserName) {
    return fail(kNameMalformed);
  }
  Secret password = one_time_password(random_);
  const Salted stored = TRY(salted(password));
  model::User fresh;
  fresh.id = ids_.next<model::UserId>();
  fresh.name = name;
  fresh.role = to_text(Role::ca_administrator);
  fresh.created = clock_.now();
  TRY(database_.write([&](store::Transaction& tx) -> Result<void> {
    model::User user = TRY(store::UserRepository::by_name(tx, name)).value_or(fresh);
    if (user.role != fresh.role) {
      return fail(kRoleConflict, "role", user.role);
    }
    user.password_salt = stored.salt;
    user.password_hash = stored.hash;
    user.one_time = true;
    user.failed_attempts = 0;
    if (!TRY(store::UserRepository::insert(tx, user))) {
      TRY(store::UserRepository::update(tx, user));
    }
    TRY(audit_.append(
        tx, record_of(user, "user.password_reset", "system", audit::Outcome::done, clock_.now())));
    return {};
  }));
  return password;
}

Result<void> SignIn::record_refusal(const std::optional<model::User>& user) {
  return database_.write([&](store::Transaction& tx) -> Result<void> {
    if (user && user->failed_attempts < kMaxFailures) {
      if (auto now = TRY(unchanged(tx, *user))) {
        ++now->failed_attempts;
        TRY(store::UserRepository::update(tx, *now));
      }
    }
    TRY(audit_.append(
        tx, record_of(user, "user.sign_in", "anonymous", audit::Outcome::refused, clock_.now())));
    return {};
  });
}

// The store is looked at again: another process may have reset the password meanwhile.
Result<void> SignIn::record_success(const model::User& user,
                                    const std::optional<Salted>& new_password) {
  const std::string actor = "user:" + to_text(user.id);
  return database_.write([&](store::Transaction& tx) -> Result<void> {
    auto now = TRY(unchanged(tx, user));
    if (!now || now->failed_attempts >= kMaxFailures) {
      return fail(kSignInRefused);
    }
    now->failed_attempts = 0;
    if (new_password) {
      now->password_salt = new_password->salt;
      now->password_hash = new_password->hash;
      now->one_time = false;
      TRY(audit_.append(
          tx, record_of(now, "user.password_set", actor, audit::Outcome::done, clock_.now())));
    }
    TRY(store::UserRepository::update(tx, *now));
    TRY(audit_.append(tx,
                      record_of(now, "user.sign_in", actor, audit::Outcome::done, clock_.now())));
    return {};
  });
}

Result<NewApiKey> SignIn::sign_in(std::string_view name, const Secret& password,
                                  const Secret& new_password) {
  const std::lock_guard lock(one_at_a_time_);
  const auto user = TRY(database_.read(
      [&](store::Snapshot& snapshot) { return store::UserRepository::by_name(snapshot, name); }));
  // An unknown name costs as much as a known one, and so does a password of whatever length.
  const Secret tried = password.size() <= kMaxPassword ? password.clone() : Secret();
  const Bytes seen = TRY(hash(tried, user ? user->password_salt : Bytes(kSaltBytes)));
  const bool right = user && !tried.empty() && user->failed_attempts < kMaxFailures &&
                     constant_time_equal(seen, user->password_hash);
  if (!right) {
    TRY(record_refusal(user));
    return fail(kSignInRefused);
  }
  std::optional<Salted> replacement;
  if (user->one_time || !new_password.empty()) {
    TRY(check_new_password(*user, password, new_password));
    replacement = TRY(salted(new_password));
  }
  const auto role = parse_role(user->role);
  if (!role) {
    return fail(kRoleUnknown, "role", user->role);
  }
  TRY(record_success(*user, replacement));
  return keys_.create({.name = "sign-in of " + user->name,
                       .role = *role,
                       .account = {},
                       .expires = clock_.now() + kSessionLife,
                       .actor = "user:" + to_text(user->id)});
}

}  // namespace chancery::identity
