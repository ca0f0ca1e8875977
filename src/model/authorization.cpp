#include "model/authorization.h"

#include <algorithm>
#include <array>
#include <utility>

namespace chancery::model {

namespace {

constexpr std::array<std::pair<ValidationMethod, std::string_view>, 4> kMethods{{
    {ValidationMethod::dns_change, "dns-change"},
    {ValidationMethod::http_01, "http-01"},
    {ValidationMethod::dns_01, "dns-01"},
    {ValidationMethod::tls_alpn_01, "tls-alpn-01"},
}};

}  // namespace

bool covers(const Authorization& authorization, const CertificateName& name) {
  const std::string_view value = name.value;
  const bool wildcard = name.type == NameType::dns && value.starts_with("*.");
  const std::string_view plain = wildcard ? value.substr(2) : value;
  if (authorization.identifier.type != name.type) {
    return false;
  }
  if (authorization.covers_subdomains && name.type == NameType::dns) {
    return plain == authorization.identifier.value ||
           plain.ends_with("." + authorization.identifier.value);
  }
  return plain == authorization.identifier.value && wildcard == authorization.wildcard;
}

std::string_view to_text(ValidationMethod method) {
  return kMethods[static_cast<std::size_t>(method)].second;
}

std::optional<ValidationMethod> parse_validation_method(std::string_view text) {
  const auto* row =
      std::ranges::find(kMethods, text, &std::pair<ValidationMethod, std::string_view>::second);
  return row == kMethods.end() ? std::nullopt : std::optional(row->first);
}

std::string_view acme_status(const Authorization& authorization, Time now) {
  switch (authorization.status) {
    case AuthorizationStatus::pending:
      return authorization.expires <= now ? "invalid" : "pending";
    case AuthorizationStatus::valid:
      return authorization.expires <= now ? "expired" : "valid";
    case AuthorizationStatus::deactivated:
      return "deactivated";
    case AuthorizationStatus::invalid:
    case AuthorizationStatus::timeout:
    case AuthorizationStatus::failed:
      break;
  }
  return "invalid";
}

std::string_view validation_status(AuthorizationStatus status) {
  switch (status) {
    case AuthorizationStatus::pending:
      return "In progress";
    case AuthorizationStatus::valid:
      return "Succeeded";
    case AuthorizationStatus::timeout:
      return "Timeout";
    case AuthorizationStatus::invalid:
    case AuthorizationStatus::deactivated:
    case AuthorizationStatus::failed:
      break;
  }
  return "Failed";
}

}  // namespace chancery::model
