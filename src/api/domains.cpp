#include "api/domains.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "api/admission.h"
#include "api/application_json.h"
#include "http/json.h"

namespace chancery::api {

namespace json = boost::json;

Result<http::Response> Domains::list(const Call& call) const {
  TRY(call.query.refuse_others({}));
  json::array items;
  for (const auto& domain : TRY(uses_.domains.list(TRY(account_of(call.caller))))) {
    items.push_back(domain_json(domain, uses_.clock.now()));
  }
  return http::respond_json(200, json::object{{"items", std::move(items)}});
}

Result<http::Response> Domains::add(const Call& call) const {
  const auto account = TRY(account_of(call.caller));
  const auto body = TRY(http::JsonObject::of(call.body));
  const auto domain = TRY(uses_.domains.add(account, TRY(body.text("domain")), call.caller.actor));
  return http::respond_json(201, domain_json(domain, uses_.clock.now()));
}

Result<http::Response> Domains::check(const Call& call) const {
  const auto account = TRY(account_of(call.caller));
  const auto id = TRY(parse_id<model::Authorization>(call.request.parameter("id")));
  const auto domain = TRY(uses_.domains.check_now(account, id));
  return http::respond_json(200, domain_json(domain, uses_.clock.now()));
}

Result<http::Response> Domains::remove(const Call& call) const {
  const auto account = TRY(account_of(call.caller));
  const auto id = TRY(parse_id<model::Authorization>(call.request.parameter("id")));
  TRY(uses_.domains.remove(account, id, call.caller.actor));
  return http::respond_empty();
}

}  // namespace chancery::api
