#include "api/access.h"

#include <algorithm>
#include <boost/json/array.hpp>

#include "http/json.h"
#include "identity/errors.h"
#include "ra/errors.h"

namespace chancery::api {

namespace {

namespace json = boost::json;
using http::JsonObject;
using identity::Permission;

/// With the secret in it: nobody on the way keeps that.
http::Response secret_answer(int status, const json::object& members) {
  http::Response response = http::respond_json(status, members);
  response.headers.add("Cache-Control", "no-store");
  return response;
}

/// Before anything is written: the account is opened before identity sees the key's name.
Result<void> check_name(std::string_view name) {
  constexpr std::size_t kMaxName = 100;
  const bool printable = std::ranges::none_of(
      name, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
  if (name.empty() || name.size() > kMaxName || !printable) {
    return fail(identity::kNameMalformed);
  }
  return {};
}

/// Of a key that is made, or of one that is not stored yet.
identity::PermissionSet granted(const identity::ApiKeyOrder& order) {
  if (order.scopes.empty()) {
    return identity::permissions_of(order.role);
  }
  identity::PermissionSet set;
  for (const auto scope : order.scopes) {
    set.add(scope);
  }
  return set;
}

Result<store::Tenant> tenant_of(const Call& call) {
  return call.caller.tenant(Permission::manage_access, Permission::manage_enterprise);
}

Result<std::vector<Permission>> read_scopes(const JsonObject& body) {
  std::vector<Permission> scopes;
  for (const auto& name : TRY(body.optional_texts("scopes")).value_or(std::vector<std::string>())) {
    const auto scope = identity::parse_permission(name);
    if (!scope) {
      return fail(identity::kScopeUnknown, "scope", name);
    }
    scopes.push_back(*scope);
  }
  return scopes;
}

}  // namespace

Result<json::object> Access::key_json(const model::ApiKey& key) const {
  json::object members{{"id", to_text(key.id)},
                       {"name", key.name},
                       {"role", key.role},
                       {"created_at", to_rfc3339(key.created)}};
  if (!key.account.empty()) {
    members["account_id"] = to_text(key.account);
    if (const auto owner = accounts_.find(key.account)) {
      members["enterprise"] = {{"id", to_text(key.account)}, {"name", (*owner)->account.name}};
    } else if (!owner.error().is(ra::kAccountNotFound)) {
      return std::unexpected(owner.error());
    }
  }
  if (!key.scopes.empty()) {
    members["scopes"] = json::array(key.scopes.begin(), key.scopes.end());
  }
  if (key.expires) {
    members["expires_at"] = to_rfc3339(*key.expires);
  }
  if (key.withdrawn) {
    members["withdrawn_at"] = to_rfc3339(*key.withdrawn);
  }
  return members;
}

Result<http::Response> Access::list_keys(const Call& call) const {
  json::array items;
  for (const auto& key : TRY(keys_.list(TRY(tenant_of(call))))) {
    items.push_back(TRY(key_json(key)));
  }
  return http::respond_json(200, json::object{{"items", std::move(items)}});
}

/// The enterprise that is named; else the caller's own; else, for roles that own things, one of the
/// key's name.
Result<model::AccountId> Access::owner_of(const Call& call,
                                          const identity::ApiKeyOrder& order) const {
  const auto body = TRY(JsonObject::of(call.body));
  const auto tenant = TRY(tenant_of(call));
  if (const auto text = TRY(body.optional_text("enterprise"))) {
    const auto id = TRY(parse_id<model::Account>(*text));
    const bool own = tenant.is_anybody() != 0 || id == tenant.enterprise();
    const auto found = own ? accounts_.find(id) : fail(identity::kEnterpriseNotFound);
    const bool fits = found && (*found)->account.kind == model::AccountKind::enterprise;
    return fits ? Result<model::AccountId>(id)
                : fail(identity::kEnterpriseNotFound, "id", std::string(*text));
  }
  if (tenant.is_anybody() == 0) {
    return body.has("account") ? fail(identity::kPermissionMissing, "member", "account")
                               : Result<model::AccountId>(tenant.enterprise());
  }
  if (body.has("account") || identity::may(order.role, identity::Permission::file_applications)) {
    const std::string account(TRY(body.optional_text("account")).value_or(order.name));
    TRY(check_name(account));
    return TRY(accounts_.open_enterprise(account))->account.id;
  }
  return model::AccountId();
}

Result<http::Response> Access::create_key(const Call& call) const {
  const auto body = TRY(JsonObject::of(call.body));
  identity::ApiKeyOrder order;
  order.name = TRY(body.text("name"));
  TRY(check_name(order.name));
  const auto role = identity::parse_role(TRY(body.text("role")));
  if (!role) {
    return fail(identity::kRoleUnknown);
  }
  order.role = *role;
  order.scopes = TRY(read_scopes(body));
  if (!call.caller.permissions().holds(granted(order))) {
    return fail(identity::kGrantTooLarge, "role", std::string(identity::to_text(order.role)));
  }
  if (const auto expires = TRY(body.optional_text("expires_at"))) {
    order.expires = TRY(parse_time(*expires));
  }
  order.account = TRY(owner_of(call, order));
  order.actor = call.caller.actor;
  const auto made = TRY(keys_.create(order));
  json::object members = TRY(key_json(made.key));
  members["key"] = made.secret.reveal_text();
  return secret_answer(201, members);
}

Result<http::Response> Access::delete_key(const Call& call) const {
  const auto id = TRY(parse_id<model::ApiKey>(call.request.parameter("id")));
  TRY(keys_.withdraw(id, TRY(tenant_of(call)), call.caller.actor));
  return http::respond_empty();
}

}  // namespace chancery::api
