#include "api/application_json.h"

#include <algorithm>

#include "ra/names.h"

namespace chancery::api {

namespace {

namespace json = boost::json;

void add_time(json::object& members, std::string_view name, const std::optional<Time>& time) {
  if (time) {
    members[name] = to_rfc3339(*time);
  }
}

model::ValidationMethod method_of(const model::Authorization& authorization) {
  return authorization.chosen.value_or(authorization.offered.empty()
                                           ? model::ValidationMethod::dns_change
                                           : authorization.offered.front());
}

/// The value is shown from the start: the applicant has to publish it (NC-21).
void add_record(json::object& members, const model::Authorization& authorization) {
  if (method_of(authorization) == model::ValidationMethod::dns_change) {
    const ra::DnsRecord record = ra::dns_record_of(authorization);
    members["record"] = {{"type", record.type}, {"name", record.name}, {"value", record.value}};
  }
}

/// NC-26: a pending one whose time is up has timed out, whether or not that is written down yet.
model::AuthorizationStatus status_at(const model::Authorization& authorization, Time now) {
  const bool is_over =
      authorization.status == model::AuthorizationStatus::pending && authorization.expires <= now;
  return is_over ? model::AuthorizationStatus::timeout : authorization.status;
}

void add_proof(json::object& members, const model::Authorization& authorization, Time now) {
  const auto status = status_at(authorization, now);
  members["status"] = model::validation_status(status);
  members["method"] = model::to_text(method_of(authorization));
  members["attempts"] = authorization.attempts;
  add_record(members, authorization);
  add_time(members, "last_checked_at", authorization.attempted_at);
  if (status == model::AuthorizationStatus::pending) {
    add_time(members, "next_check_at", authorization.next_check);
  }
  if (authorization.refusal) {
    members["last_answer"] = authorization.refusal->detail;
    members["last_answer_code"] = authorization.refusal->code;
  }
  add_time(members, "validated_at", authorization.validated_at);
  if (status == model::AuthorizationStatus::valid) {
    members["valid_until"] = to_rfc3339(authorization.expires);
  }
}

/// Just the domain where no proof is needed, or where an old one was dropped.
json::object domain_proof_json(const model::CertificateName& domain,
                               const std::vector<model::Authorization>& authorizations, Time now) {
  json::object members{{"domain", domain.value}};
  const auto proof = std::ranges::find_if(
      authorizations, [&](const auto& candidate) { return model::covers(candidate, domain); });
  if (proof != authorizations.end()) {
    add_proof(members, *proof, now);
  }
  return members;
}

json::array problems_json(const std::vector<model::Refusal>& refusals) {
  json::array problems;
  for (const auto& refusal : refusals) {
    json::object problem{{"code", refusal.code}, {"detail", refusal.detail}};
    if (!refusal.identifier.empty()) {
      problem["identifier"] = refusal.identifier;
    }
    problems.push_back(std::move(problem));
  }
  return problems;
}

json::object head_json(const model::Application& application, model::ApplicationStatus status) {
  json::object members{{"id", to_text(application.id)},
                       {"name", application.name},
                       {"profile", application.profile},
                       {"status", model::display_status(status)},
                       {"created_at", to_rfc3339(application.created)},
                       {"expires_at", to_rfc3339(application.expires)}};
  if (!application.certificate.empty()) {
    members["certificate_id"] = to_text(application.certificate);
  }
  if (application.family) {
    members["family"] = model::to_text(*application.family);
  }
  if (!application.organization.empty()) {
    members["organization"] = {{"id", to_text(application.organization)},
                               {"name", application.organization_name}};
  }
  if (!application.apply_again_of.empty()) {
    members["apply_again_of"] = to_text(application.apply_again_of);
  }
  if (!application.renews.empty()) {
    members["renews"] = to_text(application.renews);
  }
  return members;
}

}  // namespace

json::object application_json(const model::ApplicationView& view, Time now) {
  const model::Application& application = view.application;
  json::object members = head_json(application, model::status_at(view, now));
  json::array domains;
  for (const auto& domain : application.identifiers) {
    domains.push_back(domain_proof_json(domain, view.authorizations, now));
  }
  members["domains"] = std::move(domains);
  if (application.agreement) {
    members["agreement_version"] = application.agreement->version;
  }
  if (!application.refusals.empty()) {
    members["problems"] = problems_json(application.refusals);
  }
  return members;
}

json::object application_summary_json(const model::Application& application, Time now) {
  // Without its proofs a pending one shows as in progress until its time is up.
  json::object members = head_json(application, model::status_at({application, {}}, now));
  json::array domains;
  for (const auto& name : application.identifiers) {
    domains.emplace_back(name.value);
  }
  members["domains"] = std::move(domains);
  return members;
}

json::object validation_json(const model::Authorization& proof,
                             const model::Application& application, Time now) {
  json::object members{
      {"id", to_text(proof.id)},
      {"domain", (proof.wildcard ? "*." : "") + proof.identifier.value},
      {"application", {{"id", to_text(application.id)}, {"name", application.name}}}};
  add_proof(members, proof, now);
  return members;
}

json::object domain_json(const model::Authorization& domain, Time now) {
  json::object members{{"id", to_text(domain.id)},
                       {"domain", domain.identifier.value},
                       {"created_at", to_rfc3339(domain.created)}};
  add_proof(members, domain, now);
  return members;
}

}  // namespace chancery::api
