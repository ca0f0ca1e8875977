#include "identity/people.h"

#include <algorithm>

#include "identity/errors.h"
#include "identity/name.h"
#include "identity/user_record.h"
#include "store/console_session_repository.h"
#include "store/factor_repository.h"
#include "store/invitation_repository.h"
#include "store/user_repository.h"

namespace chancery::identity {
namespace {

using model::User;
using model::UserStatus;
using store::ConsoleSessionRepository;
using store::Tenant;
using store::UserRepository;

constexpr int kStep = 500;         // rows read at a time when most do not match
constexpr int kMostLooked = 5000;  // for one page

bool matches(const User& user, const std::string& wanted) {
  return wanted.empty() || user.name.find(wanted) != std::string::npos ||
         user.email.find(wanted) != std::string::npos ||
         lower(user.display_name).find(wanted) != std::string::npos;
}

Result<Person> person_of(store::Snapshot& snapshot, User user) {
  Person person;
  const auto counts = TRY(store::FactorRepository::count(snapshot, user.id));
  person.factors = {counts.totp, counts.passkeys, counts.recovery_codes};
  if (!user.enterprise.empty()) {
    const auto enterprise =
        TRY(store::EnterpriseRepository::by_id(snapshot, user.enterprise, Tenant::anybody()));
    person.enterprise_name = enterprise ? enterprise->name : "";
  }
  person.user = std::move(user);
  return person;
}

Result<void> check_texts(const User& user) {
  TRY(check_user_name(user.name));
  TRY(check_name(user.display_name));
  return check_email(user.email);
}

Result<void> refuse_self(const Caller& caller, const User& user) {
  return caller.session && caller.session->user.id == user.id ? fail(kOwnAccount) : Result<void>();
}

/// Nobody with that e-mail address may hold a role that excludes this one (NT-105).
Result<void> check_other_roles(store::Transaction& tx, const User& user, Role role) {
  for (const User& other : TRY(UserRepository::by_email(tx, user.email))) {
    const auto held = parse_role(other.role);
    if (other.id != user.id && held && conflict(*held, role)) {
      return fail(kRoleConflict, {{"role", user.role}, {"held", other.role}});
    }
  }
  return {};
}

/// Nothing of what was good before lets anybody in.
Result<void> close_ways_in(store::Transaction& tx, model::UserId user) {
  TRY(ConsoleSessionRepository::end_all(tx, user, {}));
  return store::InvitationRepository::drop_of(tx, user);
}

}  // namespace

std::string_view status_text(const User& user) {
  switch (user.status) {
    case UserStatus::invited:
      return "invited";
    case UserStatus::suspended:
      return "suspended";
    case UserStatus::active:
      break;
  }
  return user.is_locked() ? "locked" : "active";
}

Result<Tenant> People::tenant_of(const Caller& caller, Reading reading) const {
  const auto everyones =
      reading == Reading::yes ? Permission::read_people : Permission::manage_people;
  return caller.tenant(everyones, Permission::manage_enterprise);
}

Result<void> People::check(store::Transaction& tx, const Caller& caller, const User& user) const {
  const auto role = parse_role(user.role);
  if (!role) {
    return fail(kRoleUnknown);
  }
  if (!appointable(caller.permissions()).holds(permissions_of(*role))) {
    return fail(kGrantTooLarge, "role", user.role);
  }
  if (needs_enterprise(*role) != !user.enterprise.empty()) {
    return fail(needs_enterprise(*role) ? kEnterpriseNeeded : kEnterpriseForbidden, "role",
                user.role);
  }
  return check_other_roles(tx, user, *role);
}

Result<void> People::record(store::Transaction& tx, const Caller& caller, const User& user,
                            const char* kind) const {
  TRY(ground_.audit.append(
      tx, user_record(user, kind, caller.actor, audit::Outcome::done, ground_.clock.now())));
  return {};
}

Result<User> People::owned(store::Transaction& tx, const Caller& caller, model::UserId id) const {
  const auto tenant = TRY(tenant_of(caller, Reading::no));
  auto user = TRY(UserRepository::by_id(tx, id, tenant));
  return user ? Result<User>(*std::move(user)) : fail(kUserNotFound, "id", to_text(id));
}

template <class Edit>
Result<Person> People::edit(const Caller& caller, model::UserId id, const char* kind,
                            Edit&& change) {
  return ground_.database.write([&](store::Transaction& tx) -> Result<Person> {
    User user = TRY(owned(tx, caller, id));
    TRY(change(tx, user));
    TRY(UserRepository::update(tx, user));
    TRY(record(tx, caller, user, kind));
    return person_of(tx, std::move(user));
  });
}

Result<Invited> People::create(const Caller& caller, const PersonOrder& order) {
  const auto tenant = TRY(tenant_of(caller, Reading::no));
  User user;
  user.id = ground_.ids.next<model::UserId>();
  user.name = lower(order.name);
  user.display_name = order.display_name;
  user.email = lower(order.email);
  user.role = to_text(order.role);
  user.enterprise = order.enterprise;
  user.status = UserStatus::invited;
  user.created = ground_.clock.now();
  if (user.enterprise.empty() && needs_enterprise(order.role)) {
    user.enterprise = tenant.enterprise();  // who has one invites into it
  }
  TRY(check_texts(user));
  auto link = invitations_.prepare(user.id, model::InvitationKind::invitation);
  auto person = TRY(ground_.database.write([&](store::Transaction& tx) -> Result<Person> {
    TRY(check(tx, caller, user));
    if (!user.enterprise.empty() &&
        !TRY(store::EnterpriseRepository::by_id(tx, user.enterprise, tenant))) {
      return fail(kEnterpriseNotFound, "id", to_text(user.enterprise));
    }
    if (!TRY(UserRepository::insert(tx, user))) {
      return fail(kUserNameTaken, "name", user.name);
    }
    TRY(invitations_.store(tx, link, user));
    TRY(record(tx, caller, user, "user.created"));
    return person_of(tx, user);
  }));
  return Invited{std::move(person), invitations_.are_mailed() ? Secret() : std::move(link.url)};
}

Result<PersonPage> People::list(const Caller& caller, const PersonSearch& search) {
  auto tenant = TRY(tenant_of(caller, Reading::yes));
  if (!search.enterprise.empty()) {
    const bool own = tenant.is_anybody() != 0 || tenant.enterprise() == search.enterprise;
    tenant = own ? Tenant::of(search.enterprise) : Tenant::of({});
  }
  const std::string wanted = lower(search.text);
  return ground_.database.read([&](store::Snapshot& snapshot) -> Result<PersonPage> {
    PersonPage page;
    model::UserId before = search.before;
    const int step = wanted.empty() ? static_cast<int>(search.limit) + 1 : kStep;
    for (int looked = 0; looked < kMostLooked; looked += step) {
      auto users = TRY(UserRepository::list(snapshot, tenant, before, step));
      for (User& user : users) {
        if (!matches(user, wanted)) {
          before = user.id;
          continue;
        }
        if (page.people.size() == search.limit) {
          page.next = before;
          return page;
        }
        before = user.id;
        page.people.push_back(TRY(person_of(snapshot, std::move(user))));
      }
      if (users.size() < static_cast<std::size_t>(step)) {
        return page;
      }
    }
    page.next = before;
    return page;
  });
}

Result<Person> People::find(const Caller& caller, model::UserId id) {
  const auto tenant = TRY(tenant_of(caller, Reading::yes));
  return ground_.database.read([&](store::Snapshot& snapshot) -> Result<Person> {
    auto user = TRY(UserRepository::by_id(snapshot, id, tenant));
    return user ? person_of(snapshot, *std::move(user)) : fail(kUserNotFound, "id", to_text(id));
  });
}

Result<Person> People::change(const Caller& caller, model::UserId id, const PersonChange& change) {
  return edit(caller, id, "user.changed", [&](store::Transaction& tx, User& user) -> Result<void> {
    TRY(check(tx, caller, user));  // whoever is to be changed is within the caller's reach
    user.display_name = change.display_name.value_or(user.display_name);
    user.email = lower(change.email.value_or(user.email));
    TRY(check_texts(user));
    if (change.role && to_text(*change.role) != user.role) {
      TRY(refuse_self(caller, user));
      user.role = to_text(*change.role);
      TRY(ConsoleSessionRepository::end_all(tx, user.id, {}));
    }
    return check(tx, caller, user);
  });
}

Result<Person> People::suspend(const Caller& caller, model::UserId id) {
  return edit(caller, id, "user.suspended",
              [&](store::Transaction& tx, User& user) -> Result<void> {
                TRY(refuse_self(caller, user));
                user.status = UserStatus::suspended;
                return close_ways_in(tx, user.id);
              });
}

Result<Person> People::restore(const Caller& caller, model::UserId id) {
  return edit(caller, id, "user.restored", [](store::Transaction&, User& user) -> Result<void> {
    if (user.status != UserStatus::suspended && !user.is_locked() && !user.closed_until) {
      return fail(kUserStateWrong);
    }
    user.status = user.password_hash.empty() ? UserStatus::invited : UserStatus::active;
    user.forget_failures();
    return {};
  });
}

Result<Invited> People::reset(const Caller& caller, model::UserId id) {
  auto link = invitations_.prepare(id, model::InvitationKind::invitation);
  auto person =
      TRY(edit(caller, id, "user.reset", [&](store::Transaction& tx, User& user) -> Result<void> {
        TRY(refuse_self(caller, user));
        TRY(check(tx, caller, user));
        if (user.status == UserStatus::suspended) {
          return fail(kUserStateWrong, "status", "suspended");
        }
        user.status = UserStatus::invited;
        user.password_salt.clear();
        user.password_hash.clear();
        user.one_time = false;
        user.forget_failures();
        TRY(close_ways_in(tx, user.id));
        TRY(store::FactorRepository::drop_all(tx, user.id));
        return invitations_.store(tx, link, user);
      }));
  return Invited{std::move(person), invitations_.are_mailed() ? Secret() : std::move(link.url)};
}

}  // namespace chancery::identity
