// The verb user: people of the console, for who owns the machine.
#include <boost/json.hpp>
#include <fmt/format.h>

#include "api/person_json.h"
#include "app/opening.h"
#include "identity/errors.h"
#include "store/account_repository.h"
#include "store/user_repository.h"

namespace chancery::app {
namespace {

/// May do everything: whoever can read the data directory could do it without us.
identity::Caller caller() {
  return {.role = identity::Role::ca_administrator, .account = {}, .actor = command_actor()};
}

Result<model::AccountId> enterprise_named(Installation& installation, const std::string& name) {
  if (name.empty()) {
    return model::AccountId();
  }
  const auto found = TRY(installation.database->read([&](store::Snapshot& snapshot) {
    return store::AccountRepository::by_name(snapshot, name);
  }));
  if (found && found->kind == model::AccountKind::enterprise) {
    return found->id;
  }
  return TRY(installation.identity.enterprises.create(caller(), name)).id;
}

Result<model::UserId> user_named(Installation& installation, const std::string& name) {
  const auto found = TRY(installation.database->read(
      [&](store::Snapshot& snapshot) { return store::UserRepository::by_name(snapshot, name); }));
  return found ? Result<model::UserId>(found->id) : fail(identity::kUserNotFound, "name", name);
}

void print_invited(const Common& common, const identity::Invited& invited) {
  boost::json::object object = api::person_json(invited.person);
  if (invited.link.empty()) {
    common.output().print(object,
                          fmt::format("A mail with a link goes to {}.", invited.person.user.email));
    return;
  }
  object["invitation_url"] = invited.link.reveal_text();
  common.output().print(
      object,
      fmt::format("{} ({}) comes in by this link, once, within a week:\n{}",
                  invited.person.user.name, invited.person.user.role, invited.link.reveal_text()));
}

using Act = Result<identity::Person> (identity::People::*)(const identity::Caller&, model::UserId);

Result<void> act_on(const Common& common, const std::string& name, Act act) {
  auto installation = TRY(CommandInstallation::open(common));
  const auto id = TRY(user_named(*installation, name));
  const auto person = TRY((installation->identity.people.*act)(caller(), id));
  common.output().print(api::person_json(person),
                        fmt::format("{} is {}.", name, identity::status_text(person.user)));
  return {};
}

}  // namespace

Result<void> create_user(const Common& common, const CreateUser& order) {
  identity::PersonOrder person;
  person.name = order.name;
  person.display_name = order.display_name.empty() ? order.name : order.display_name;
  person.email = order.email;
  person.role = TRY(role_of(order.role));
  auto installation = TRY(CommandInstallation::open(common));
  person.enterprise = TRY(enterprise_named(*installation, order.enterprise));
  print_invited(common, TRY(installation->identity.people.create(caller(), person)));
  return {};
}

Result<void> list_users(const Common& common) {
  constexpr std::size_t kPage = 500;
  auto installation = TRY(CommandInstallation::open(common));
  boost::json::array items;
  std::string text;
  identity::PersonSearch search;
  search.limit = kPage;
  do {
    const auto page = TRY(installation->identity.people.list(caller(), search));
    for (const auto& person : page.people) {
      items.emplace_back(api::person_json(person));
      text +=
          fmt::format("{}{:<20} {:<22} {:<10} {}", text.empty() ? "" : "\n", person.user.name,
                      person.user.role, identity::status_text(person.user), person.enterprise_name);
    }
    search.before = page.next;
  } while (!search.before.empty());
  common.output().print({{"items", items}}, text);
  return {};
}

Result<void> suspend_user(const Common& common, const std::string& name) {
  return act_on(common, name, &identity::People::suspend);
}

Result<void> restore_user(const Common& common, const std::string& name) {
  return act_on(common, name, &identity::People::restore);
}

Result<void> reset_user(const Common& common, const std::string& name) {
  auto installation = TRY(CommandInstallation::open(common));
  const auto id = TRY(user_named(*installation, name));
  print_invited(common, TRY(installation->identity.people.reset(caller(), id)));
  return {};
}

}  // namespace chancery::app
