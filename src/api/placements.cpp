#include "api/placements.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "api/certificate_query.h"
#include "http/errors.h"
#include "http/json.h"

namespace chancery::api {

namespace {

namespace json = boost::json;
using http::JsonObject;

std::string place_of(const Call& call) {
  return std::string(call.request.parameter("place"));
}

Result<model::CertificateId> certificate_of(const Call& call) {
  return parse_id<model::IssuedCertificate>(call.request.parameter("id"));
}

json::object placement_json(const ra::PlacementView& view) {
  const model::Placement& placement = view.placement;
  json::object members{{"place", placement.place},
                       {"hosts_key", placement.hosts_key},
                       {"key_registration", ra::to_text(view.key)},
                       {"since", to_rfc3339(placement.since)}};
  if (!placement.certificate.empty()) {
    members["certificate_id"] = to_text(placement.certificate);
  } else {
    members["imported_id"] = to_text(placement.imported);
  }
  return members;
}

}  // namespace

Result<http::Response> PlacementDesk::list(const Call& call) const {
  TRY(call.query.refuse_others({"limit", "cursor"}));
  const std::string after(call.query.get("cursor").value_or(""));
  const int limit = page_limit(call.query);
  const auto views = TRY(placements_.list(call.scope.account(), after, limit));
  json::array items;
  for (const auto& view : views) {
    items.push_back(placement_json(view));
  }
  json::object body{{"items", std::move(items)}};
  if (std::ssize(views) == limit) {
    body["next"] = views.back().placement.place;
  }
  return http::respond_json(200, body);
}

Result<http::Response> PlacementDesk::get(const Call& call) const {
  return http::respond_json(
      200, placement_json(TRY(placements_.get(call.scope.account(), place_of(call)))));
}

Result<http::Response> PlacementDesk::put(const Call& call) const {
  const auto body = TRY(JsonObject::of(call.body));
  const auto ours = TRY(body.optional_text("certificate_id"));
  const auto imported = TRY(body.optional_text("imported_id"));
  if (ours.has_value() == imported.has_value()) {
    return fail(http::kJsonMemberWrong,
                {{"member", "certificate_id"}, {"expected", "it, or imported_id, and not both"}});
  }
  model::Placement wish;
  wish.account = call.scope.account();
  wish.place = place_of(call);
  if (ours) {
    wish.certificate = TRY(parse_id<model::IssuedCertificate>(*ours));
  } else {
    wish.imported = TRY(parse_id<model::ImportedCertificate>(*imported));
  }
  wish.hosts_key = TRY(body.optional_boolean("hosts_key")).value_or(false);
  return http::respond_json(
      200, placement_json(TRY(placements_.put(std::move(wish), call.caller.actor))));
}

Result<http::Response> PlacementDesk::remove(const Call& call) const {
  TRY(placements_.remove(call.scope.account(), place_of(call), call.caller.actor));
  return http::respond_empty();
}

Result<http::Response> PlacementDesk::get_key(const Call& call) const {
  const auto key = TRY(placements_.key_of(call.scope.account(), TRY(certificate_of(call))));
  return http::respond_json(
      200, json::object{{"sealed_key_pem", key.pem}, {"registered_at", to_rfc3339(key.created)}});
}

Result<http::Response> PlacementDesk::put_key(const Call& call) const {
  const auto body = TRY(JsonObject::of(call.body));
  const std::string_view pem = TRY(body.text("sealed_key_pem"));
  TRY(placements_.keep_key(call.scope.account(), TRY(certificate_of(call)), pem,
                           call.caller.actor));
  return http::respond_empty();
}

Result<http::Response> PlacementDesk::remove_key(const Call& call) const {
  TRY(placements_.drop_key(call.scope.account(), TRY(certificate_of(call)), call.caller.actor));
  return http::respond_empty();
}

}  // namespace chancery::api
