#include "identity/sign_in.h"

#include "identity/errors.h"
#include "identity/name.h"
#include "identity/user_record.h"
#include "store/console_session_repository.h"
#include "store/enterprise_repository.h"
#include "store/factor_repository.h"
#include "store/invitation_repository.h"
#include "store/user_repository.h"

namespace chancery::identity {
namespace {

using audit::Outcome;
using store::ConsoleSessionRepository;
using store::Tenant;
using store::UserRepository;

constexpr std::size_t kMaxUserName = 64;

bool may_sign_in(const model::User& user) {
  return user.status == model::UserStatus::active && !user.is_locked();
}

/// The user as it is now, if the password is still the one that was looked at.
Result<std::optional<model::User>> unchanged(store::Transaction& tx, const model::User& user) {
  auto now = TRY(UserRepository::by_id(tx, user.id, Tenant::anybody()));
  if (!now || now->password_hash != user.password_hash) {
    return std::nullopt;
  }
  return now;
}

Result<bool> enterprise_is_valid(store::Snapshot& snapshot, const model::User& user) {
  if (user.enterprise.empty()) {
    return true;
  }
  const auto found =
      TRY(store::EnterpriseRepository::by_id(snapshot, user.enterprise, Tenant::anybody()));
  return found && found->status == model::AccountStatus::valid;
}

}  // namespace

Result<Secret> SignIn::reset_administrator(std::string_view name) {
  TRY(check_name(name));
  if (name.size() > kMaxUserName) {
    return fail(kNameMalformed);
  }
  Secret password = passwords_.make_one_time();
  const auto stored = TRY(passwords_.store(password));
  model::User fresh;
  fresh.id = ground_.ids.next<model::UserId>();
  fresh.name = lower(name);
  fresh.role = to_text(Role::ca_administrator);
  fresh.created = ground_.clock.now();
  TRY(ground_.database.write([&](store::Transaction& tx) -> Result<void> {
    model::User user = TRY(UserRepository::by_name(tx, fresh.name)).value_or(fresh);
    if (user.role != fresh.role) {
      return fail(kRoleConflict, "role", user.role);
    }
    stored.put_into(user);
    user.one_time = true;
    user.forget_failures();
    user.status = model::UserStatus::active;
    if (!TRY(UserRepository::insert(tx, user))) {
      TRY(UserRepository::update(tx, user));
      TRY(store::FactorRepository::drop_all(tx, user.id));
      TRY(store::InvitationRepository::drop_of(tx, user.id));
      TRY(ConsoleSessionRepository::end_all(tx, user.id, {}));
    }
    TRY(ground_.audit.append(tx, user_record(user, "user.password_reset", "system", Outcome::done,
                                             ground_.clock.now())));
    return {};
  }));
  return password;
}

Result<void> SignIn::count_failure(store::Transaction& tx, model::User& user) {
  if (user.is_locked()) {
    return {};
  }
  ++user.failed_attempts;
  TRY(UserRepository::update(tx, user));
  if (user.is_locked()) {
    TRY(ground_.audit.append(
        tx, user_record(user, "user.locked", "system", Outcome::done, ground_.clock.now())));
  }
  return {};
}

Result<void> SignIn::count_wrong_password(store::Transaction& tx, model::User& user) {
  const Time now = ground_.clock.now();
  if (user.is_locked() || user.is_closed(now)) {
    return {};
  }
  if (++user.wrong_passwords == model::User::kMaxFailures) {
    user.wrong_passwords = 0;
    user.closed_until = now + kClosed;
    TRY(ground_.audit.append(
        tx, user_record(user, "user.password_closed", "system", Outcome::done, now)));
  }
  return UserRepository::update(tx, user);
}

Result<void> SignIn::record_refusal(const std::optional<model::User>& user, Count count) {
  const Time now = ground_.clock.now();
  return ground_.database.write([&](store::Transaction& tx) -> Result<void> {
    auto known = user ? TRY(unchanged(tx, *user)) : std::nullopt;
    if (known) {
      TRY((this->*count)(tx, *known));
    }
    const audit::Record unknown{now, "user.sign_in", "anonymous", "user:unknown", Outcome::refused,
                                "{}"};
    TRY(ground_.audit.append(
        tx,
        user ? user_record(*user, "user.sign_in", "anonymous", Outcome::refused, now) : unknown));
    return {};
  });
}

// The store is looked at again: another process may have reset the password meanwhile.
Result<SignedIn> SignIn::with_password(std::string_view name, const Secret& password,
                                       const Browser& browser) {
  const std::string wanted = lower(name.substr(0, kMaxUserName + 1));
  const auto user = TRY(ground_.database.read(
      [&](store::Snapshot& snapshot) { return UserRepository::by_name(snapshot, wanted); }));
  const bool right = TRY(passwords_.matches(user ? &*user : nullptr, password));
  const Time now = ground_.clock.now();
  if (!right || !may_sign_in(*user) || user->is_closed(now)) {
    TRY(record_refusal(user, &SignIn::count_wrong_password));
    return fail(kSignInRefused);
  }
  auto fresh = sessions_.prepare(user->id, browser, std::nullopt);
  TRY(ground_.database.write([&](store::Transaction& tx) -> Result<void> {
    auto known = TRY(unchanged(tx, *user));
    if (!known || !may_sign_in(*known) || known->is_closed(now) ||
        !TRY(enterprise_is_valid(tx, *known))) {
      return fail(kSignInRefused);
    }
    known->wrong_passwords = 0;
    known->closed_until.reset();
    // With a second factor to come, guesses at that one keep counting.
    const auto counts = TRY(store::FactorRepository::count(tx, known->id));
    if (!counts.totp && counts.passkeys == 0) {
      known->failed_attempts = 0;
    }
    known->last_sign_in = now;
    TRY(UserRepository::update(tx, *known));
    TRY(ConsoleSessionRepository::insert(tx, fresh.session));
    TRY(ground_.audit.append(
        tx, user_record(*known, "user.sign_in", "user:" + to_text(known->id), Outcome::done, now)));
    return {};
  }));
  return sessions_.signed_in(std::move(fresh.token));
}

Result<SignedIn> SignIn::with_code(const OpenSession& session, CodeKind kind,
                                   std::string_view code) {
  const model::UserId id = session.user.id;
  const Time now = ground_.clock.now();
  auto token = sessions_.new_token();
  const bool right = TRY(ground_.database.write([&](store::Transaction& tx) -> Result<bool> {
    auto user = TRY(UserRepository::by_id(tx, id, Tenant::anybody()));
    if (!user || !may_sign_in(*user)) {
      return fail(kSecondFactorRefused);
    }
    const bool good = kind == CodeKind::totp
                          ? TRY(factors_.spend_totp(tx, id, code))
                          : TRY(SecondFactors::spend_recovery_code(tx, id, code));
    if (good) {
      user->failed_attempts = 0;
      TRY(UserRepository::update(tx, *user));
      TRY(ConsoleSessionRepository::replace_token(tx, session.session.id, token.hash, now));
    } else {
      TRY(count_failure(tx, *user));
      if (user->is_locked()) {
        TRY(ConsoleSessionRepository::end_all(tx, id, {}));
      }
    }
    TRY(ground_.audit.append(
        tx, user_record(*user, "user.second_factor", session.actor(),
                        good ? Outcome::done : Outcome::refused, now,
                        {{"factor", kind == CodeKind::totp ? "totp" : "recovery_code"}})));
    return good;
  }));
  if (!right) {
    return fail(kSecondFactorRefused);
  }
  return sessions_.signed_in(std::move(token.text));
}

Result<SignedIn> SignIn::set_password(const OpenSession& session, const Secret& current,
                                      const Secret& fresh) {
  if (session.state() == SessionState::second_factor) {
    return fail(kSignInUnfinished, "state", std::string(to_text(session.state())));
  }
  TRY(Passwords::check_new(fresh));
  if (session.state() != SessionState::new_password &&
      !TRY(passwords_.matches(&session.user, current))) {
    TRY(record_refusal(session.user, &SignIn::count_failure));
    return fail(kPasswordWrong);
  }
  if (TRY(passwords_.matches(&session.user, fresh))) {
    return fail(kNewPasswordUnfit);
  }
  const auto stored = TRY(passwords_.store(fresh));
  auto token = sessions_.new_token();
  const Time now = ground_.clock.now();
  TRY(ground_.database.write([&](store::Transaction& tx) -> Result<void> {
    auto user = TRY(unchanged(tx, session.user));
    if (!user || !may_sign_in(*user)) {
      return fail(kPasswordWrong);
    }
    stored.put_into(*user);
    user->one_time = false;
    TRY(UserRepository::update(tx, *user));
    TRY(ConsoleSessionRepository::end_all(tx, user->id, session.session.id));
    TRY(ConsoleSessionRepository::replace_token(tx, session.session.id, token.hash,
                                                session.session.verified));
    TRY(ground_.audit.append(
        tx, user_record(*user, "user.password_set", session.actor(), Outcome::done, now)));
    return {};
  }));
  return sessions_.signed_in(std::move(token.text));
}

}  // namespace chancery::identity
