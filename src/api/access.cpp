#include "api/access.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "http/errors.h"
#include "http/json.h"
#include "identity/errors.h"

namespace chancery::api {

namespace {

namespace json = boost::json;
using http::JsonObject;

json::object key_json(const model::ApiKey& key) {
  json::object members{{"id", to_text(key.id)},
                       {"name", key.name},
                       {"role", key.role},
                       {"created_at", to_rfc3339(key.created)}};
  if (!key.account.empty()) {
    members["account_id"] = to_text(key.account);
  }
  if (key.expires) {
    members["expires_at"] = to_rfc3339(*key.expires);
  }
  if (key.withdrawn) {
    members["withdrawn_at"] = to_rfc3339(*key.withdrawn);
  }
  return members;
}

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

/// One of the few places for sign-ins, given back at the end.
class Place final {
 public:
  explicit Place(std::counting_semaphore<Access::kMaxSignIns>& places)
      : places_(places), is_taken_(places.try_acquire()) {}
  ~Place() {
    if (is_taken_) {
      places_.release();
    }
  }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  [[nodiscard]] bool is_taken() const { return is_taken_; }

 private:
  std::counting_semaphore<Access::kMaxSignIns>& places_;
  bool is_taken_;
};

}  // namespace

Result<http::Response> Access::list_keys(const Call& /*call*/) const {
  json::array items;
  for (const auto& key : TRY(keys_.list())) {
    items.push_back(key_json(key));
  }
  return http::respond_json(200, json::object{{"items", std::move(items)}});
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
  if (const auto expires = TRY(body.optional_text("expires_at"))) {
    order.expires = TRY(parse_time(*expires));
  }
  if (body.has("account") || identity::may(*role, identity::Permission::file_applications)) {
    const std::string account(TRY(body.optional_text("account")).value_or(order.name));
    TRY(check_name(account));
    order.account = TRY(accounts_.open_enterprise(account))->account.id;
  }
  order.actor = call.caller.actor;
  const auto made = TRY(keys_.create(order));
  json::object members = key_json(made.key);
  members["key"] = made.secret.reveal_text();
  return secret_answer(201, members);
}

Result<http::Response> Access::delete_key(const Call& call) const {
  const auto id = TRY(parse_id<model::ApiKey>(call.request.parameter("id")));
  TRY(keys_.withdraw(id, call.caller.actor));
  return http::respond_empty();
}

Result<http::Response> Access::sign_in(const Call& call) {
  const auto body = TRY(JsonObject::of(call.body));
  const std::string_view name = TRY(body.text("name"));
  const Secret password(TRY(body.text("password")));
  const Secret new_password(TRY(body.optional_text("new_password")).value_or(""));
  const Place place(places_);
  if (!place.is_taken()) {
    return fail(http::kServerBusy);
  }
  const auto made = TRY(sign_in_.sign_in(name, password, new_password));
  json::object members{{"key", made.secret.reveal_text()}, {"role", made.key.role}};
  if (made.key.expires) {
    members["expires_at"] = to_rfc3339(*made.key.expires);
  }
  return secret_answer(200, members);
}

}  // namespace chancery::api
