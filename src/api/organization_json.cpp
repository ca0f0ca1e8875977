#include "api/organization_json.h"

#include <algorithm>

namespace chancery::api {

namespace {

namespace json = boost::json;
using model::Organization;
using model::OrganizationStatus;
using model::Verdict;

void add_text(json::object& members, std::string_view name, const std::string& text) {
  if (!text.empty()) {
    members[name] = text;
  }
}

json::object representative_json(const model::Representative& person) {
  json::object members{{"name", person.name}, {"email", person.email}, {"phone", person.phone}};
  add_text(members, "title", person.title);
  return members;
}

void add_facts(json::object& members, const model::OrganizationFacts& facts) {
  members["name"] = facts.name;
  members["country"] = facts.country;
  add_text(members, "state_or_province", facts.state_or_province);
  add_text(members, "locality", facts.locality);
  add_text(members, "street", facts.street);
  add_text(members, "postal_code", facts.postal_code);
  add_text(members, "registration_number", facts.registration_number);
  add_text(members, "website", facts.website);
  members["representative"] = representative_json(facts.representative);
}

void add_verdict(json::object& members, const Verdict& verdict) {
  members["verdict"] = verdict.passed ? "passed" : "failed";
  members["source"] = {{"kind", model::to_text(verdict.source.kind)},
                       {"name", verdict.source.name},
                       {"reference", verdict.source.reference}};
  add_text(members, "comment", verdict.comment);
  members["by"] = verdict.actor;
  members["at"] = to_rfc3339(verdict.at);
}

}  // namespace

json::array checks_json(const std::vector<Verdict>& verdicts) {
  json::array checks;
  for (std::size_t i = 0; i < model::kVettingChecks; ++i) {
    const auto check = static_cast<model::VettingCheck>(i);
    json::object members{{"check", model::to_text(check)}};
    const auto verdict = std::ranges::find(verdicts, check, &Verdict::check);
    if (verdict != verdicts.end()) {
      add_verdict(members, *verdict);
    }
    checks.push_back(std::move(members));
  }
  return checks;
}

json::object organization_json(const model::OrganizationView& view, Time now) {
  const Organization& organization = view.organization;
  const auto status = status_at(organization, now);
  json::object members{
      {"id", to_text(organization.id)},
      {"enterprise", {{"id", to_text(organization.enterprise)}, {"name", view.enterprise_name}}}};
  add_facts(members, organization.facts);
  members["status"] = model::to_text(status);
  if (status == OrganizationStatus::validated && organization.review == model::Review::open) {
    members["renewing"] = true;
  }
  add_text(members, "why", organization.why);
  members["checks"] = checks_json(view.verdicts);
  members["created"] = to_rfc3339(organization.created);
  if (organization.validation) {
    members["validated_at"] = to_rfc3339(organization.validation->approved);
    add_text(members, "approved_by", organization.validation->approver);
    members["valid_until"] = to_rfc3339(organization.validation->until);
  }
  return members;
}

}  // namespace chancery::api
