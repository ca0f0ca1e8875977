#include "api/csr_report.h"

#include <algorithm>

#include "base/encoding.h"

namespace chancery::api {

namespace {

namespace json = boost::json;
using Kind = x509::GeneralName::Kind;

json::object name_json(const x509::GeneralName& name) {
  switch (name.kind()) {
    case Kind::dns:
      return {{"type", "dns"}, {"value", name.text()}};
    case Kind::email:
      return {{"type", "email"}, {"value", name.text()}};
    case Kind::uri:
      return {{"type", "uri"}, {"value", name.text()}};
    case Kind::ip:
      if (const auto address = name.ip_address()) {
        return {{"type", "ip"}, {"value", address->text()}};
      }
      break;
    default:
      break;
  }
  return {{"type", "other"}, {"value", name.to_text()}};
}

}  // namespace

CsrReport::CsrReport(const x509::CertificationRequest& csr)
    : members_{{"subject", csr.subject().to_text()},
               {"key_type", crypto::display_name(csr.public_key().spec())},
               {"key_hash", to_hex(csr.public_key().spki_sha256())}} {
  if (const auto common_name = csr.subject().find(x509::kCommonName)) {
    members_["common_name"] = *common_name;
  }
  json::array names;
  for (const auto& name : csr.subject_alt_names()) {
    names.push_back(name_json(name));
  }
  members_["names"] = std::move(names);
  const auto algorithm = csr.signature_algorithm();
  members_["signature_algorithm"] = algorithm ? crypto::display_name(*algorithm) : "not supported";
}

void CsrReport::add(std::string_view field, const Result<void>& result) {
  if (result) {
    return;
  }
  const Error& error = result.error();
  const bool known = std::ranges::any_of(findings_, [&](const json::value& finding) {
    return finding.as_object().at("code") == json::value(error.code()) &&
           (error.parameter("field").empty() ||
            finding.as_object().at("field") == json::value(field));
  });
  if (!known) {
    json::object finding{{"code", error.code()}, {"field", field}, {"detail", error.message()}};
    for (const std::string_view name : {"expected", "seen"}) {
      if (!error.parameter("field").empty()) {
        finding[name] = error.parameter(name);
      }
    }
    findings_.push_back(std::move(finding));
  }
}

json::object CsrReport::take() {
  members_["findings"] = std::move(findings_);
  return std::move(members_);
}

std::vector<std::string> names_in(const x509::CertificationRequest& csr) {
  std::vector<std::string> names;
  if (const auto common_name = csr.subject().find(x509::kCommonName)) {
    names.emplace_back(*common_name);
  }
  for (const auto& name : csr.subject_alt_names()) {
    const auto address = name.ip_address();
    std::string text = address ? address->text() : std::string(name.text());
    if (!text.empty() && std::ranges::find(names, text) == names.end()) {
      names.push_back(std::move(text));
    }
  }
  return names;
}

}  // namespace chancery::api
