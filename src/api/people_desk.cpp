#include "api/people_desk.h"

#include "api/certificate_query.h"
#include "api/person_json.h"
#include "http/json.h"
#include "identity/errors.h"

namespace chancery::api {

namespace {

namespace json = boost::json;
using http::JsonObject;

Result<model::UserId> user_of(const Call& call) {
  return parse_id<model::User>(call.request.parameter("id"));
}

Result<model::AccountId> enterprise_of(const Call& call) {
  return parse_id<model::Account>(call.request.parameter("id"));
}

Result<identity::Role> read_role(std::string_view text) {
  const auto role = identity::parse_role(text);
  return role ? Result<identity::Role>(*role) : fail(identity::kRoleUnknown);
}

http::Response invited_answer(int status, const identity::Invited& invited) {
  json::object members = person_json(invited.person);
  if (!invited.link.empty()) {
    members["invitation_url"] = invited.link.reveal_text();
  }
  http::Response response = http::respond_json(status, members);
  response.headers.add("Cache-Control", "no-store");
  return response;
}

http::Response answer(const identity::Person& person) {
  return http::respond_json(200, person_json(person));
}

}  // namespace

Result<http::Response> PeopleDesk::list(const Call& call) const {
  TRY(call.query.refuse_others({"search", "enterprise", "limit", "cursor"}));
  identity::PersonSearch search;
  search.text = call.query.get("search").value_or("");
  search.limit = static_cast<std::size_t>(page_limit(call.query));
  search.before = TRY(read_id_cursor<model::User>(call.query));
  if (const auto enterprise = call.query.get("enterprise")) {
    search.enterprise = TRY(parse_id<model::Account>(*enterprise));
  }
  const auto page = TRY(registry_.people.list(call.caller, search));
  json::array items;
  for (const auto& person : page.people) {
    items.push_back(person_json(person));
  }
  json::object body{{"items", std::move(items)}};
  if (!page.next.empty()) {
    body["next"] = to_text(page.next);
  }
  return http::respond_json(200, body);
}

Result<http::Response> PeopleDesk::create(const Call& call) const {
  const auto body = TRY(JsonObject::of(call.body));
  identity::PersonOrder order;
  order.name = TRY(body.text("name"));
  order.display_name = TRY(body.text("display_name"));
  order.email = TRY(body.text("email"));
  order.role = TRY(read_role(TRY(body.text("role"))));
  if (const auto enterprise = TRY(body.optional_text("enterprise"))) {
    order.enterprise = TRY(parse_id<model::Account>(*enterprise));
  }
  return invited_answer(201, TRY(registry_.people.create(call.caller, order)));
}

Result<http::Response> PeopleDesk::get(const Call& call) const {
  return answer(TRY(registry_.people.find(call.caller, TRY(user_of(call)))));
}

Result<http::Response> PeopleDesk::change(const Call& call) const {
  const auto body = TRY(JsonObject::of(call.body));
  identity::PersonChange change;
  change.display_name = TRY(body.optional_text("display_name"));
  change.email = TRY(body.optional_text("email"));
  if (const auto role = TRY(body.optional_text("role"))) {
    change.role = TRY(read_role(*role));
  }
  return answer(TRY(registry_.people.change(call.caller, TRY(user_of(call)), change)));
}

Result<http::Response> PeopleDesk::suspend(const Call& call) const {
  return answer(TRY(registry_.people.suspend(call.caller, TRY(user_of(call)))));
}

Result<http::Response> PeopleDesk::restore(const Call& call) const {
  return answer(TRY(registry_.people.restore(call.caller, TRY(user_of(call)))));
}

Result<http::Response> PeopleDesk::reset(const Call& call) const {
  return invited_answer(200, TRY(registry_.people.reset(call.caller, TRY(user_of(call)))));
}

Result<http::Response> PeopleDesk::list_sessions(const Call& call) const {
  const auto person = TRY(registry_.people.find(call.caller, TRY(user_of(call))));
  const auto sessions = TRY(registry_.sessions.of_user(person.user.id));
  return http::respond_json(200, session_list_json(sessions, {}));
}

Result<http::Response> PeopleDesk::end_session(const Call& call) const {
  const auto person = TRY(registry_.people.find(call.caller, TRY(user_of(call))));
  const auto id = TRY(parse_id<model::ConsoleSession>(call.request.parameter("session")));
  TRY(registry_.sessions.end(id, person.user.id, call.caller.actor));
  return http::respond_empty();
}

Result<http::Response> PeopleDesk::list_enterprises(const Call& call) const {
  TRY(call.query.refuse_others({"limit", "cursor"}));
  const int limit = page_limit(call.query);
  const auto before = TRY(read_id_cursor<model::Account>(call.query));
  auto found = TRY(registry_.enterprises.list(call.caller, before, limit + 1));
  const bool more = found.size() > static_cast<std::size_t>(limit);
  found.resize(std::min(found.size(), static_cast<std::size_t>(limit)));
  json::array items;
  for (const auto& enterprise : found) {
    items.push_back(enterprise_json(enterprise));
  }
  json::object body{{"items", std::move(items)}};
  if (more) {
    body["next"] = to_text(found.back().id);
  }
  return http::respond_json(200, body);
}

Result<http::Response> PeopleDesk::create_enterprise(const Call& call) const {
  const auto body = TRY(JsonObject::of(call.body));
  const std::string name(TRY(body.text("name")));
  return http::respond_json(201,
                            enterprise_json(TRY(registry_.enterprises.create(call.caller, name))));
}

Result<http::Response> PeopleDesk::get_enterprise(const Call& call) const {
  return http::respond_json(
      200, enterprise_json(TRY(registry_.enterprises.find(call.caller, TRY(enterprise_of(call))))));
}

Result<http::Response> PeopleDesk::change_enterprise(const Call& call) const {
  const auto body = TRY(JsonObject::of(call.body));
  identity::EnterpriseChange change;
  change.name = TRY(body.optional_text("name"));
  if (const auto status = TRY(body.optional_text("status"))) {
    change.suspended = *status == "suspended";
  }
  const auto changed =
      TRY(registry_.enterprises.change(call.caller, TRY(enterprise_of(call)), change));
  registry_.api_keys.forget();  // those of a suspended enterprise among them
  return http::respond_json(200, enterprise_json(changed));
}

Result<http::Response> PeopleDesk::list_roles(const Call& /*call*/) const {
  json::array items;
  for (const auto role : identity::all_roles()) {
    json::array conflicts;
    for (const auto other : identity::all_roles()) {
      if (identity::conflict(role, other)) {
        conflicts.emplace_back(identity::to_text(other));
      }
    }
    items.push_back(json::object{{"name", identity::to_text(role)},
                                 {"permissions", permissions_json(identity::permissions_of(role))},
                                 {"needs_enterprise", identity::needs_enterprise(role)},
                                 {"conflicts", std::move(conflicts)}});
  }
  return http::respond_json(200, json::object{{"items", std::move(items)}});
}

}  // namespace chancery::api
