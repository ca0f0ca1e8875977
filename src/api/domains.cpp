#include "api/domains.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "api/admission.h"
#include "api/application_json.h"
#include "http/json.h"
#include "vetting/errors.h"

namespace chancery::api {

namespace json = boost::json;

/// With the name of the organization that it is kept for.
Result<json::object> Domains::shown(const Call& call, const model::Authorization& domain) const {
  json::object members = domain_json(domain, uses_.clock.now());
  if (!domain.organization.empty()) {
    const auto tenant = store::Tenant::of(call.caller.account);
    const auto kept_for = uses_.organizations.get(tenant, domain.organization);
    if (!kept_for && !kept_for.error().is(vetting::kOrganizationNotFound)) {
      return std::unexpected(kept_for.error());
    }
    members["organization"] = {
        {"id", to_text(domain.organization)},
        {"name", kept_for ? kept_for->organization.facts.name : std::string()}};
  }
  return members;
}

Result<http::Response> Domains::list(const Call& call) const {
  TRY(call.query.refuse_others({}));
  json::array items;
  for (const auto& domain : TRY(uses_.domains.list(TRY(account_of(call.caller))))) {
    items.push_back(TRY(shown(call, domain)));
  }
  return http::respond_json(200, json::object{{"items", std::move(items)}});
}

Result<http::Response> Domains::add(const Call& call) const {
  const auto account = TRY(account_of(call.caller));
  const auto body = TRY(http::JsonObject::of(call.body));
  ra::NewDomain wanted;
  wanted.name = TRY(body.text("domain"));
  if (const auto id = TRY(body.optional_text("organization"))) {
    wanted.organization = TRY(parse_id<model::Organization>(*id));
  }
  const auto domain = TRY(uses_.domains.add(account, wanted, call.caller.actor));
  return http::respond_json(201, TRY(shown(call, domain)));
}

Result<http::Response> Domains::check(const Call& call) const {
  const auto account = TRY(account_of(call.caller));
  const auto id = TRY(parse_id<model::Authorization>(call.request.parameter("id")));
  const auto domain = TRY(uses_.domains.check_now(account, id));
  return http::respond_json(200, TRY(shown(call, domain)));
}

Result<http::Response> Domains::remove(const Call& call) const {
  const auto account = TRY(account_of(call.caller));
  const auto id = TRY(parse_id<model::Authorization>(call.request.parameter("id")));
  TRY(uses_.domains.remove(account, id, call.caller.actor));
  return http::respond_empty();
}

}  // namespace chancery::api
