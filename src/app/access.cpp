// The verbs init, api-key and administrator.
#include <boost/json.hpp>
#include <fmt/format.h>

#include "app/errors.h"
#include "app/first_start.h"
#include "app/opening.h"
#include "identity/name.h"
#include "store/account_repository.h"

namespace chancery::app {
namespace {

Result<model::AccountId> account_of(Installation& installation, const std::string& name) {
  if (name.empty()) {
    return model::AccountId();
  }
  return installation.database->write([&](store::Transaction& tx) -> Result<model::AccountId> {
    if (const auto known = TRY(store::AccountRepository::by_name(tx, name))) {
      return known->id;
    }
    model::Account account;
    account.id = installation.ids.next<model::AccountId>();
    account.kind = model::AccountKind::enterprise;
    account.name = name;
    account.created = installation.clock.now();
    (void)TRY(store::AccountRepository::insert(tx, account));
    return account.id;
  });
}

boost::json::object key_json(const model::ApiKey& key) {
  boost::json::object object{{"id", to_text(key.id)},
                             {"name", key.name},
                             {"role", key.role},
                             {"created_at", to_rfc3339(key.created)}};
  if (key.expires) {
    object["expires_at"] = to_rfc3339(*key.expires);
  }
  if (key.withdrawn) {
    object["withdrawn_at"] = to_rfc3339(*key.withdrawn);
  }
  return object;
}

boost::json::object init_json(const Installation& installation, const FirstStartReport& report) {
  boost::json::array issuers;
  for (const auto& issuer : installation.issuers.list()) {
    issuers.push_back({{"id", to_text(issuer->record().id)}, {"name", issuer->record().name}});
  }
  boost::json::object object{{"data", installation.directory.path().string()},
                             {"first_start", report.was_first},
                             {"issuers", issuers}};
  if (report.administrator_password) {
    object["administrator"] = {{"name", "admin"},
                               {"one_time_password", report.administrator_password->reveal_text()}};
  }
  return object;
}

Result<std::vector<identity::Permission>> scopes_of(const CreateApiKey& order) {
  std::vector<identity::Permission> scopes;
  for (const auto& name : order.scopes) {
    const auto scope = identity::parse_permission(name);
    if (!scope) {
      return fail(kArgumentMalformed, {{"argument", "--scope"}, {"seen", name}});
    }
    scopes.push_back(*scope);
  }
  return scopes;
}

}  // namespace

Result<identity::Role> role_of(const std::string& text) {
  const auto role = identity::parse_role(text);
  if (!role) {
    std::string known;
    for (const auto one : identity::all_roles()) {
      known += (known.empty() ? "" : ", ") + std::string(identity::to_text(one));
    }
    return fail(kArgumentMalformed, {{"argument", "--role"}, {"seen", text}, {"known", known}});
  }
  return *role;
}

Result<void> init(const Common& common) {
  auto installation = TRY(CommandInstallation::open(common));
  const auto report = TRY(first_start(*installation));
  std::string text =
      report.was_first
          ? fmt::format("First start of {}: {}.", common.data, report.hierarchies_text())
          : fmt::format("{} is ready; nothing was missing.", common.data);
  if (report.administrator_password) {
    text += fmt::format("\nAdministrator: admin, one-time password: {}",
                        report.administrator_password->reveal_text());
  }
  common.output().print(init_json(*installation, report), text);
  return {};
}

Result<void> create_api_key(const Common& common, const CreateApiKey& order) {
  const auto role = TRY(role_of(order.role));
  std::optional<Time> expires;
  if (!order.expires.empty()) {
    expires = TRY(parse_time(order.expires));
  }
  TRY(identity::check_name(order.name));
  auto scopes = TRY(scopes_of(order));
  auto installation = TRY(CommandInstallation::open(common));
  // Whoever files applications owns things: under the key's own name if nothing else is said.
  const bool owns = identity::may(role, identity::Permission::file_applications);
  const std::string& owner = order.account.empty() && owns ? order.name : order.account;
  const auto account = TRY(account_of(*installation, owner));
  const auto made = TRY(installation->identity.api_keys.create({.name = order.name,
                                                                .role = role,
                                                                .account = account,
                                                                .scopes = std::move(scopes),
                                                                .expires = expires,
                                                                .actor = command_actor()}));
  boost::json::object object = key_json(made.key);
  object["key"] = made.secret.reveal_text();
  common.output().print(
      object, fmt::format("API key {} ({}); it is shown this once:\n{}", to_text(made.key.id),
                          order.role, made.secret.reveal_text()));
  return {};
}

Result<void> list_api_keys(const Common& common) {
  auto installation = TRY(CommandInstallation::open(common));
  boost::json::array items;
  std::string text;
  for (const auto& key : TRY(installation->identity.api_keys.list(store::Tenant::anybody()))) {
    items.emplace_back(key_json(key));
    text += fmt::format("{}{}  {:<22} {}{}", text.empty() ? "" : "\n", to_text(key.id), key.role,
                        key.name, key.withdrawn ? "  (withdrawn)" : "");
  }
  common.output().print({{"items", items}}, text);
  return {};
}

Result<void> withdraw_api_key(const Common& common, const std::string& id) {
  const auto key = TRY(parse_id<model::ApiKey>(id));
  auto installation = TRY(CommandInstallation::open(common));
  TRY(installation->identity.api_keys.withdraw(key, store::Tenant::anybody(), command_actor()));
  common.output().print({{"id", id}, {"withdrawn", true}}, "Withdrawn.");
  return {};
}

Result<void> reset_administrator(const Common& common, const std::string& name) {
  auto installation = TRY(CommandInstallation::open(common));
  const Secret password = TRY(installation->identity.sign_in.reset_administrator(name));
  common.output().print({{"name", name}, {"one_time_password", password.reveal_text()}},
                        fmt::format("One-time password of {}: {}", name, password.reveal_text()));
  return {};
}

}  // namespace chancery::app
