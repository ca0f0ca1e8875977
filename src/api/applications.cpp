#include "api/applications.h"

#include <set>

#include "api/admission.h"
#include "api/application_json.h"
#include "api/certificate_query.h"
#include "api/csr_report.h"
#include "api/decision.h"
#include "api/dry_run_json.h"
#include "api/once.h"
#include "http/json.h"
#include "policy/a_label.h"
#include "policy/key_rules.h"
#include "ra/agreement.h"
#include "ra/errors.h"
#include "ra/names.h"
#include "ra/refusals.h"

namespace chancery::api {

namespace {

namespace json = boost::json;
using http::JsonObject;

Result<model::ApplicationId> id_of(const Call& call) {
  return parse_id<model::Application>(call.request.parameter("id"));
}

/// NC-22, NC-31, NC-32: the words of the list, as stored. What is ready or being made passes by in
/// seconds, and is found without a filter.
std::optional<model::ApplicationStatus> status_named(std::string_view text) {
  using enum model::ApplicationStatus;
  for (const auto status : {pending, issued, timeout, failed, cancelled}) {
    if (model::display_status(status) == text) {
      return status;
    }
  }
  return std::nullopt;
}

/// The applications among which proofs of that status are (NC-23): only those that wait have some
/// that wait.
std::optional<model::ApplicationStatus> status_of_proofs(std::string_view text) {
  return text == "Succeeded" ? std::nullopt : status_named(text);
}

json::object page_json(json::array items, const std::string& next) {
  json::object body{{"items", std::move(items)}};
  if (!next.empty()) {
    body["next"] = next;
  }
  return body;
}

Result<std::vector<x509::Identifier>> identifiers_of(const std::vector<std::string>& texts) {
  std::vector<x509::Identifier> identifiers;
  identifiers.reserve(texts.size());
  for (const auto& text : texts) {
    identifiers.push_back(TRY(ra::identifier_from_text(text)));
  }
  return identifiers;
}

Result<x509::CertificationRequest> csr_in(const JsonObject& body) {
  return x509::CertificationRequest::parse_pem_or_der(as_bytes(TRY(body.text("csr"))));
}

Result<ra::ApplicationRequest> request_of(const Call& call) {
  const JsonObject body = TRY(JsonObject::of(call.body));
  ra::ApplicationRequest request;
  request.account = TRY(account_of(call.caller));
  request.name = TRY(body.text("name"));
  request.profile = TRY(body.optional_text("profile")).value_or("");
  request.identifiers = TRY(identifiers_of(TRY(body.texts("domains"))));
  request.csr = to_bytes(TRY(csr_in(body)).der());
  request.agreement_version = TRY(body.text("agreement_version"));
  request.actor = call.caller.actor;
  request.family = model::parse_family(TRY(body.optional_text("family")).value_or(""));
  if (const auto id = TRY(body.optional_text("apply_again_of"))) {
    request.apply_again_of = TRY(parse_id<model::Application>(*id));
  }
  if (const auto id = TRY(body.optional_text("renews"))) {
    request.renews = TRY(parse_id<model::IssuedCertificate>(*id));
  }
  if (const auto id = TRY(body.optional_text("organization"))) {
    request.organization = TRY(parse_id<model::Organization>(*id));
  }
  return request;
}

http::Response answer(int status, const model::ApplicationView& view, Time now) {
  return http::respond_json(status, application_json(view, now));
}

}  // namespace

Result<http::Response> Applications::list(const Call& call) const {
  TRY(call.query.refuse_others({"status", "name", "domain", "limit", "cursor"}));
  ra::ApplicationFilter filter;
  if (const auto status = call.query.get("status")) {
    filter.status = status_named(*status);
  }
  filter.name = call.query.get("name").value_or("");
  filter.domain = policy::with_a_labels(call.query.get("domain").value_or(""));
  const auto page = TRY(uses_.applications.list(
      call.scope, filter, call.query.get("cursor").value_or(""), page_limit(call.query)));
  json::array items;
  for (const auto& application : page.applications) {
    items.push_back(application_summary_json(application, uses_.clock.now()));
  }
  return http::respond_json(200, page_json(std::move(items), page.next));
}

Result<http::Response> Applications::validations(const Call& call) const {
  TRY(call.query.refuse_others({"status", "limit", "cursor"}));
  const auto status = call.query.get("status");
  ra::ApplicationFilter filter;
  filter.status = status ? status_of_proofs(*status) : std::nullopt;
  const auto page = TRY(uses_.applications.list(
      call.scope, filter, call.query.get("cursor").value_or(""), page_limit(call.query)));
  const Time now = uses_.clock.now();
  std::set<model::AuthorizationId> told;
  json::array items;
  for (const auto& application : page.applications) {
    const auto view = TRY(uses_.applications.get(call.scope, application.id));
    const bool is_cancelled = application.status == model::ApplicationStatus::cancelled;
    for (const auto& proof : view.authorizations) {
      if (is_cancelled && proof.status == model::AuthorizationStatus::pending) {
        continue;  // nobody looks for it any more
      }
      json::object item = validation_json(proof, application, now);
      if ((!status || item.at("status").as_string() == *status) && told.insert(proof.id).second) {
        items.push_back(std::move(item));
      }
    }
  }
  return http::respond_json(200, page_json(std::move(items), page.next));
}

Result<http::Response> Applications::get(const Call& call) const {
  const auto view = TRY(uses_.applications.get(call.scope, TRY(id_of(call))));
  return answer(200, view, uses_.clock.now());
}

Result<http::Response> Applications::file(const Call& call) const {
  const auto request = TRY(request_of(call));
  const JsonObject body = TRY(JsonObject::of(call.body));
  if (TRY(body.optional_boolean("dry_run")).value_or(false)) {
    const auto run = TRY(uses_.filing.rehearse(request));
    return http::respond_json(200, dry_run_json(run, uses_.clock.now()));
  }
  return answer_once(call, uses_.database, uses_.clock.now(), [&]() -> Result<http::Response> {
    return answer(201, TRY(uses_.filing.file(request)), uses_.clock.now());
  });
}

Result<http::Response> Applications::check(const Call& call) const {
  const auto view = TRY(uses_.applications.check_now(call.scope, TRY(id_of(call))));
  return answer(200, view, uses_.clock.now());
}

Result<http::Response> Applications::cancel(const Call& call) const {
  const auto view = TRY(uses_.applications.cancel(call.scope, TRY(id_of(call)), call.caller.actor));
  return answer(200, view, uses_.clock.now());
}

Result<http::Response> Applications::reject(const Call& call) const {
  const auto decision = TRY(decision_in(TRY(JsonObject::of(call.body))));
  const auto view = TRY(uses_.applications.reject(TRY(id_of(call)), decision, call.caller.actor));
  return answer(200, view, uses_.clock.now());
}

Result<http::Response> Applications::agreement(const Call& call) const {
  TRY(call.query.refuse_others({}));
  json::object body{{"version", uses_.agreement_version}};
  if (const auto* text = ra::agreement_text(uses_.agreement_version)) {
    body["effective"] = text->effective;
    body["title"] = text->title;
    body["certification"] = text->certification;
    json::array sections;
    for (const auto& section : text->sections) {
      sections.push_back({{"title", section.title}, {"text", section.text}});
    }
    body["sections"] = std::move(sections);
  }
  if (!uses_.terms_url.empty()) {
    body["url"] = uses_.terms_url;
  }
  return http::respond_json(200, body);
}

Result<void> Applications::check_as_filed(const Call& call, const x509::CertificationRequest& csr,
                                          const std::string& profile) const {
  const JsonObject body = TRY(JsonObject::of(call.body));
  const auto wanted = TRY(body.optional_texts("domains"));
  ra::ApplicationRequest request;
  request.account = call.caller.account;
  request.profile = profile;
  if (body.has("organization")) {
    request.family = model::Family::advanced_ov;
  }
  request.identifiers = TRY(identifiers_of(wanted ? *wanted : names_in(csr)));
  request.csr = to_bytes(csr.der());
  return uses_.filing.check_csr_only(request);
}

Result<void> Applications::compare_organization(const Call& call,
                                                const x509::CertificationRequest& csr,
                                                CsrReport& report) const {
  const auto account = TRY(account_of(call.caller));
  const JsonObject body = TRY(JsonObject::of(call.body));
  const auto text = TRY(body.optional_text("organization"));
  if (!text) {
    return {};
  }
  const auto id = TRY(parse_id<model::Organization>(*text));
  auto mismatches = uses_.filing.compare_with_organization(account, id, csr);
  if (!mismatches) {
    if (ra::is_passing(mismatches.error())) {
      return pass(mismatches);
    }
    report.add("organization", pass(mismatches));
    return {};
  }
  for (Error& mismatch : *mismatches) {
    const std::string field(mismatch.parameter("field"));
    report.add(field, std::unexpected(std::move(mismatch)));
  }
  return {};
}

Result<http::Response> Applications::check_csr(const Call& call) const {
  const JsonObject body = TRY(JsonObject::of(call.body));
  const auto csr = TRY(csr_in(body));
  const std::string_view usual =
      body.has("organization") ? profile::kTlsOv : std::string_view(uses_.default_profile);
  const std::string name(TRY(body.optional_text("profile")).value_or(usual));
  const profile::Profile* profile = TRY(uses_.profiles.find(name));
  (void)TRY(account_of(call.caller));

  CsrReport report(csr);
  report.add("signature", csr.verify_signature());
  report.add("key", policy::check_public_key(csr.public_key(), profile->set(),
                                             policy::KeyUse::subscriber, uses_.clock.now()));
  // The whole as filing would see it, which stops at the first fault.
  auto as_filed = check_as_filed(call, csr, name);
  if (!as_filed && ra::is_passing(as_filed.error())) {
    return pass(as_filed);
  }
  report.add("names", as_filed);
  TRY(compare_organization(call, csr, report));
  return http::respond_json(200, report.take());
}

}  // namespace chancery::api
