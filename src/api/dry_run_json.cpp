#include "api/dry_run_json.h"

#include <boost/json/array.hpp>

#include "api/application_json.h"
#include "api/organization_json.h"
#include "base/encoding.h"
#include "crypto/public_key.h"
#include "x509/tbs_certificate.h"

namespace chancery::api {

namespace {

namespace json = boost::json;

json::array extensions_json(const x509::TbsCertificate& tbs) {
  json::array list;
  for (const x509::Extension& extension : tbs.extensions) {
    list.push_back({{"oid", extension.id.to_dotted()},
                    {"critical", extension.critical},
                    {"value", to_hex(extension.value)}});
  }
  return list;
}

json::array names_json(const x509::TbsCertificate& tbs) {
  json::array names;
  if (const auto known = x509::interpret(tbs.extensions); known && known->subject_alt_name) {
    for (const x509::GeneralName& name : *known->subject_alt_name) {
      names.emplace_back(name.to_text());
    }
  }
  return names;
}

json::object tbs_json(const x509::TbsCertificate& tbs) {
  const auto key = crypto::PublicKey::from_spki(tbs.spki_der);
  return {{"version", tbs.version},
          {"serial", tbs.serial.hex()},
          {"signature", to_hex(tbs.signature_algorithm_der)},
          {"issuer", tbs.issuer.to_text()},
          {"not_before", to_rfc3339(tbs.not_before)},
          {"not_after", to_rfc3339(tbs.not_after)},
          {"subject", tbs.subject.to_text()},
          {"key", key ? crypto::display_name(key->spec()) : std::string()},
          {"key_hash", key ? to_hex(key->spki_sha256()) : std::string()},
          {"names", names_json(tbs)},
          {"extensions", extensions_json(tbs)}};
}

json::array findings_json(const lint::Report& report) {
  json::array findings;
  for (const lint::Finding& finding : report.findings) {
    findings.push_back({{"lint", finding.lint->name},
                        {"severity", lint::to_text(finding.lint->severity)},
                        {"citation", finding.lint->citation},
                        {"detail", finding.detail}});
  }
  return findings;
}

json::object problem_json(std::string_view code, std::string_view detail) {
  return {{"code", code}, {"detail", detail}};
}

/// Proven already, or to be proven once the application is filed.
json::array validations_json(const model::ApplicationView& view, Time now) {
  json::array list = application_json(view, now).at("domains").as_array();
  for (json::value& item : list) {
    json::object& validation = item.as_object();
    const auto* status = validation.if_contains("status");
    const auto* until = validation.if_contains("valid_until");
    validation.erase("record");  // its token is made up like the ids
    validation["needed"] = status != nullptr && until == nullptr;
  }
  return list;
}

json::array caa_json(const ra::DryRun& run) {
  json::array list;
  for (const auto& clearance : run.caa) {
    list.push_back({{"name", clearance.name},
                    {"permitted", true},
                    {"usable_until", to_rfc3339(clearance.usable_until)}});
  }
  for (const auto& refusal : run.refusals) {
    list.push_back({{"name", refusal.identifier},
                    {"permitted", false},
                    {"code", refusal.code},
                    {"detail", refusal.detail}});
  }
  return list;
}

/// Who had to approve, and did: an organization is validated before it can be named.
json::array approvals_json(const ra::DryRun& run, Time now) {
  json::array list;
  if (run.organization) {
    const model::Organization& organization = run.organization->organization;
    json::object approval{
        {"kind", "organization"},
        {"organization", {{"id", to_text(organization.id)}, {"name", organization.facts.name}}},
        {"status", model::to_text(status_at(organization, now))},
        {"checks", checks_json(run.organization->verdicts)}};
    if (organization.validation) {
      approval["validated_at"] = to_rfc3339(organization.validation->approved);
      approval["valid_until"] = to_rfc3339(organization.validation->until);
    }
    list.push_back(std::move(approval));
  }
  return list;
}

json::array quotas_json(const ra::DryRun& run) {
  json::array list;
  for (const auto& effect : run.quotas) {
    list.push_back({{"quota", effect.quota},
                    {"key", effect.key},
                    {"limit", effect.limit.count},
                    {"per_seconds",
                     std::chrono::duration_cast<std::chrono::seconds>(effect.limit.per).count()},
                    {"left", effect.left}});
  }
  return list;
}

}  // namespace

json::object rehearsal_json(const Result<ca::Rehearsal>& rehearsal) {
  json::object members{{"dry_run", true}, {"would_issue", rehearsal.has_value()}};
  if (!rehearsal) {
    json::object refusal = problem_json(rehearsal.error().code(), rehearsal.error().message());
    for (const std::string_view name : {"citation", "findings", "seen", "allowed", "rule"}) {
      if (const std::string_view value = rehearsal.error().parameter(name); !value.empty()) {
        refusal[name] = value;
      }
    }
    members["refusal"] = std::move(refusal);
    return members;
  }
  json::object certificate{{"tbs_der", to_base64(rehearsal->tbs_der)},
                           {"issuer_id", to_text(rehearsal->issuer->record().id)},
                           {"issuer", rehearsal->issuer->record().name},
                           {"lints_run", rehearsal->report.lints_run},
                           {"public_suffix_list", rehearsal->suffix_list},
                           {"findings", findings_json(rehearsal->report)}};
  if (const auto tbs = x509::TbsCertificate::parse(rehearsal->tbs_der)) {
    certificate["tbs"] = tbs_json(*tbs);
  }
  members["certificate"] = std::move(certificate);
  return members;
}

json::object dry_run_json(const ra::DryRun& run, Time now) {
  json::object members = rehearsal_json(run.body);
  json::array validations = validations_json(run.view, now);
  bool exhausted = false;
  for (const auto& effect : run.quotas) {
    exhausted = exhausted || effect.left == 0;
  }
  members["would_issue"] = run.body.has_value() && run.refusals.empty() && !exhausted;
  members["validations"] = std::move(validations);
  members["caa"] = caa_json(run);
  members["approvals"] = approvals_json(run, now);
  members["quotas"] = quotas_json(run);
  return members;
}

}  // namespace chancery::api
