#include "api/keepsakes.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "api/admission.h"
#include "api/certificate_query.h"
#include "base/encoding.h"
#include "http/json.h"
#include "x509/certificate.h"

namespace chancery::api {

namespace {

namespace json = boost::json;
using http::JsonObject;

template <class Noun>
Result<Id<Noun>> id_of(const Call& call) {
  return parse_id<Noun>(call.request.parameter("id"));
}

json::object draft_json(const model::Draft& draft) {
  json::object members{{"id", to_text(draft.id)},
                       {"name", draft.name},
                       {"kind", draft.kind},
                       {"created_at", to_rfc3339(draft.created)},
                       {"updated_at", to_rfc3339(draft.updated)}};
  if (!draft.content.empty()) {
    boost::system::error_code damaged;
    json::value content = json::parse(draft.content, damaged);
    members["content"] = damaged ? json::value(json::object()) : std::move(content);
  }
  return members;
}

Result<model::Draft> draft_in(const Call& call) {
  const auto body = TRY(JsonObject::of(call.body));
  model::Draft draft;
  draft.account = TRY(account_of(call.caller));
  draft.name = TRY(body.text("name"));
  draft.kind = TRY(body.text("kind"));
  draft.content = json::serialize(call.body.at("content"));
  return draft;
}

json::object view_json(const model::SavedView& view) {
  return {
      {"id", to_text(view.id)}, {"page", view.page}, {"name", view.name}, {"query", view.query}};
}

json::object imported_json(const model::ImportedCertificate& row, Time now, bool is_whole) {
  json::object members{
      {"id", to_text(row.id)},
      {"name", row.name},
      {"origin", "imported"},
      {"sha256", to_hex(row.fingerprint)},
      {"not_after", to_rfc3339(row.not_after)},
      {"status", now >= row.not_after + std::chrono::seconds(1) ? "expired" : "valid"},
      {"imported_at", to_rfc3339(row.created)}};
  const auto certificate = x509::Certificate::parse(row.der);
  if (certificate) {
    members["serial"] = certificate->serial().hex();
    members["subject"] = certificate->subject().to_text();
    members["issuer"] = certificate->issuer().to_text();
    members["not_before"] = to_rfc3339(certificate->not_before());
    json::array names;
    for (const auto& name : certificate->subject_alt_names()) {
      names.emplace_back(name.kind() == x509::GeneralName::Kind::dns ? std::string(name.text())
                                                                     : name.to_text());
    }
    members["names"] = std::move(names);
  }
  if (is_whole) {
    members["certificate_pem"] = to_pem("CERTIFICATE", row.der);
  }
  return members;
}

}  // namespace

Result<http::Response> Keepsakes::list_drafts(const Call& call) const {
  TRY(call.query.refuse_others({}));
  json::array items;
  for (const auto& draft : TRY(uses_.drafts.list(TRY(account_of(call.caller))))) {
    items.push_back(draft_json(draft));
  }
  return http::respond_json(200, json::object{{"items", std::move(items)}});
}

Result<http::Response> Keepsakes::add_draft(const Call& call) const {
  return http::respond_json(201, draft_json(TRY(uses_.drafts.add(TRY(draft_in(call))))));
}

Result<http::Response> Keepsakes::get_draft(const Call& call) const {
  const auto account = TRY(account_of(call.caller));
  const auto draft = TRY(uses_.drafts.get(account, TRY(id_of<model::Draft>(call))));
  return http::respond_json(200, draft_json(draft));
}

Result<http::Response> Keepsakes::replace_draft(const Call& call) const {
  auto draft = TRY(draft_in(call));
  draft.id = TRY(id_of<model::Draft>(call));
  return http::respond_json(200, draft_json(TRY(uses_.drafts.replace(std::move(draft)))));
}

Result<http::Response> Keepsakes::delete_draft(const Call& call) const {
  const auto account = TRY(account_of(call.caller));
  TRY(uses_.drafts.remove(account, TRY(id_of<model::Draft>(call))));
  return http::respond_empty();
}

Result<http::Response> Keepsakes::list_views(const Call& call) const {
  TRY(call.query.refuse_others({"page"}));
  const auto page = call.query.get("page");
  json::array items;
  for (const auto& view : TRY(uses_.views.list(call.scope.account()))) {
    if (!page || view.page == *page) {
      items.push_back(view_json(view));
    }
  }
  return http::respond_json(200, json::object{{"items", std::move(items)}});
}

Result<http::Response> Keepsakes::save_view(const Call& call) const {
  const auto body = TRY(JsonObject::of(call.body));
  model::SavedView view;
  view.account = call.scope.account();
  view.page = TRY(body.text("page"));
  view.name = TRY(body.text("name"));
  view.query = TRY(body.text("query"));
  return http::respond_json(201, view_json(TRY(uses_.views.put(std::move(view)))));
}

Result<http::Response> Keepsakes::delete_view(const Call& call) const {
  TRY(uses_.views.remove(call.scope.account(), TRY(id_of<model::SavedView>(call))));
  return http::respond_empty();
}

Result<http::Response> Keepsakes::import(const Call& call) const {
  const auto body = TRY(JsonObject::of(call.body));
  ra::ImportRequest request;
  request.account = call.scope.account();
  request.name = TRY(body.optional_text("name")).value_or("");
  request.certificate_pem = TRY(body.text("certificate_pem"));
  request.chain_pem = TRY(body.optional_text("chain_pem")).value_or("");
  request.private_key_pem = Secret(TRY(body.optional_text("private_key_pem")).value_or(""));
  request.actor = call.caller.actor;
  const auto row = TRY(uses_.imports.add(request));
  return http::respond_json(201, imported_json(row, uses_.clock.now(), true));
}

Result<http::Response> Keepsakes::list_imported(const Call& call) const {
  TRY(call.query.refuse_others({"limit", "cursor"}));
  model::ImportedCertificateId before;
  if (const auto cursor = call.query.get("cursor")) {
    before = TRY(parse_id<model::ImportedCertificate>(*cursor));
  }
  const int limit = page_limit(call.query);
  const auto rows = TRY(uses_.imports.list(call.scope.account(), before, limit));
  json::array items;
  for (const auto& row : rows) {
    items.push_back(imported_json(row, uses_.clock.now(), false));
  }
  json::object body{{"items", std::move(items)}};
  if (std::ssize(rows) == limit) {
    body["next"] = to_text(rows.back().id);
  }
  return http::respond_json(200, body);
}

Result<http::Response> Keepsakes::get_imported(const Call& call) const {
  const auto id = TRY(id_of<model::ImportedCertificate>(call));
  const auto row = TRY(uses_.imports.get(call.scope.account(), id));
  return http::respond_json(200, imported_json(row, uses_.clock.now(), true));
}

Result<http::Response> Keepsakes::delete_imported(const Call& call) const {
  const auto id = TRY(id_of<model::ImportedCertificate>(call));
  TRY(uses_.imports.remove(call.scope.account(), id, call.caller.actor));
  return http::respond_empty();
}

}  // namespace chancery::api
