#include "api/organizations.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "api/admission.h"
#include "api/certificate_query.h"
#include "api/organization_json.h"
#include "api/person_json.h"
#include "http/json.h"
#include "vetting/sources.h"

namespace chancery::api {

namespace {

namespace json = boost::json;
using http::JsonObject;
using store::Tenant;

Result<model::OrganizationId> id_of(const Call& call) {
  return parse_id<model::Organization>(call.request.parameter("id"));
}

Tenant tenant_of(const Call& call) {
  return call.scope.is_staff() ? Tenant::anybody() : Tenant::of(call.scope.account());
}

/// Of who acts for an enterprise, whatever else its role sees.
Result<Tenant> own_tenant(const Call& call) {
  return Tenant::of(TRY(account_of(call.caller)));
}

std::string text_or_empty(const std::optional<std::string_view>& text) {
  return std::string(text.value_or(""));
}

Result<model::Representative> representative_in(const JsonObject& body) {
  model::Representative person;
  person.name = TRY(body.text("name"));
  person.title = text_or_empty(TRY(body.optional_text("title")));
  person.email = TRY(body.text("email"));
  person.phone = TRY(body.text("phone"));
  return person;
}

Result<vetting::FactsChange> change_in(const JsonObject& body) {
  vetting::FactsChange change;
  change.name = TRY(body.optional_text("name"));
  change.country = TRY(body.optional_text("country"));
  change.state_or_province = TRY(body.optional_text("state_or_province"));
  change.locality = TRY(body.optional_text("locality"));
  change.street = TRY(body.optional_text("street"));
  change.postal_code = TRY(body.optional_text("postal_code"));
  change.registration_number = TRY(body.optional_text("registration_number"));
  change.website = TRY(body.optional_text("website"));
  if (const auto person = TRY(body.optional_object("representative"))) {
    change.representative = TRY(representative_in(*person));
  }
  return change;
}

Result<model::OrganizationFacts> facts_in(const JsonObject& body) {
  model::OrganizationFacts facts;
  facts.name = TRY(body.text("name"));
  facts.country = TRY(body.text("country"));
  facts.state_or_province = text_or_empty(TRY(body.optional_text("state_or_province")));
  facts.locality = text_or_empty(TRY(body.optional_text("locality")));
  facts.street = text_or_empty(TRY(body.optional_text("street")));
  facts.postal_code = text_or_empty(TRY(body.optional_text("postal_code")));
  facts.registration_number = text_or_empty(TRY(body.optional_text("registration_number")));
  facts.website = text_or_empty(TRY(body.optional_text("website")));
  facts.representative = TRY(representative_in(TRY(body.object("representative"))));
  return facts;
}

/// Precondition: the body keeps to its schema, so that the words are known ones.
Result<vetting::Finding> finding_in(const JsonObject& body) {
  const auto source = TRY(body.object("source"));
  vetting::Finding finding;
  finding.check = model::parse_vetting_check(TRY(body.text("check"))).value_or(finding.check);
  finding.passed = TRY(body.text("verdict")) == "passed";
  finding.source.kind =
      model::parse_source_kind(TRY(source.text("kind"))).value_or(finding.source.kind);
  finding.source.name = TRY(source.text("name"));
  finding.source.reference = TRY(source.text("reference"));
  finding.comment = text_or_empty(TRY(body.optional_text("comment")));
  return finding;
}

}  // namespace

http::Response Organizations::answer(int status, const model::OrganizationView& view) const {
  return http::respond_json(status, organization_json(view, clock_.now()));
}

Result<http::Response> Organizations::list(const Call& call) const {
  TRY(call.query.refuse_others({"search", "status", "review", "enterprise", "limit", "cursor"}));
  store::OrganizationSearch search;
  search.text = call.query.get("search").value_or("");
  search.status = model::parse_organization_status(call.query.get("status").value_or(""));
  if (call.query.get("review")) {
    search.review = model::Review::open;  // the schema knows no other
  }
  search.before = TRY(read_id_cursor<model::Organization>(call.query));
  search.limit = page_limit(call.query);
  if (const auto enterprise = call.query.get("enterprise")) {
    search.enterprise = TRY(parse_id<model::Account>(*enterprise));
  }
  const auto page = TRY(desk_.list(tenant_of(call), search));
  json::array items;
  for (const auto& view : page.organizations) {
    items.push_back(organization_json(view, clock_.now()));
  }
  json::object body{{"items", std::move(items)}};
  if (!page.last_seen.empty()) {
    body["next"] = to_text(page.last_seen);
  }
  return http::respond_json(200, body);
}

Result<http::Response> Organizations::file(const Call& call) const {
  const auto enterprise = TRY(account_of(call.caller));
  const auto facts = TRY(facts_in(TRY(JsonObject::of(call.body))));
  return answer(201, TRY(desk_.file(enterprise, facts, call.caller.actor)));
}

Result<http::Response> Organizations::get(const Call& call) const {
  return answer(200, TRY(desk_.get(tenant_of(call), TRY(id_of(call)))));
}

Result<http::Response> Organizations::change(const Call& call) const {
  const auto tenant = TRY(own_tenant(call));
  const auto change = TRY(change_in(TRY(JsonObject::of(call.body))));
  return answer(200, TRY(desk_.edit(tenant, TRY(id_of(call)), change, call.caller.actor)));
}

Result<http::Response> Organizations::remove(const Call& call) const {
  const auto tenant = TRY(own_tenant(call));
  TRY(desk_.remove(tenant, TRY(id_of(call)), call.caller.actor));
  return http::respond_empty();
}

Result<http::Response> Organizations::decide(const Call& call) const {
  const auto finding = TRY(finding_in(TRY(JsonObject::of(call.body))));
  return answer(200, TRY(desk_.judge(TRY(id_of(call)), finding, call.caller.actor)));
}

Result<http::Response> Organizations::approve(const Call& call) const {
  return answer(200, TRY(desk_.approve(TRY(id_of(call)), call.caller.actor)));
}

Result<http::Response> Organizations::reject(const Call& call) const {
  const auto body = TRY(JsonObject::of(call.body));
  const std::string reason(TRY(body.text("reason")));
  return answer(200, TRY(desk_.reject(TRY(id_of(call)), reason, call.caller.actor)));
}

Result<http::Response> Organizations::renew(const Call& call) const {
  return answer(200, TRY(desk_.renew(tenant_of(call), TRY(id_of(call)), call.caller.actor)));
}

Result<http::Response> Organizations::rules(const Call& /*call*/) const {
  json::array items;
  for (const auto& rule : vetting::source_rules()) {
    json::array kinds;
    for (const auto kind : rule.kinds) {
      kinds.emplace_back(model::to_text(kind));
    }
    items.push_back({{"check", model::to_text(rule.check)},
                     {"question", rule.question},
                     {"citation", rule.citation},
                     {"effective_from", to_rfc3339(rule.effective_from).substr(0, 10)},
                     {"source_kinds", std::move(kinds)}});
  }
  return http::respond_json(200, json::object{{"items", std::move(items)}});
}

}  // namespace chancery::api
