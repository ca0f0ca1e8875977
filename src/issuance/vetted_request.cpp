#include "issuance/vetted_request.h"

#include <algorithm>

#include "issuance/errors.h"
#include "policy/key_rules.h"

namespace chancery::issuance {
namespace {

using x509::GeneralName;

constexpr std::size_t kMaxLocalPart = 64;  // RFC 5321 section 4.5.3.1.1

bool is_printable(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c > 0x20 && c < 0x7f; });
}

bool is_scheme(std::string_view text) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  return !text.empty() && is_letter(text.front()) && std::ranges::all_of(text, [&](char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
  });
}

Result<GeneralName> vet_dns(const GeneralName& name, const policy::NameRules& rules, Time at) {
  const x509::DnsName dns = TRY(name.dns_name());
  TRY(rules.check(dns, at));
  return GeneralName(dns);
}

Result<GeneralName> vet_ip(const GeneralName& name, const policy::NameRules& rules, Time at) {
  const x509::IpAddress address = TRY(name.ip_address());
  TRY(rules.check(address, at));
  return name;
}

Result<GeneralName> vet_email(const GeneralName& name, const policy::NameRules& rules, Time at) {
  const std::string_view text = name.text();
  const auto sign = text.rfind('@');
  const bool has_local_part = sign <= kMaxLocalPart;  // npos is beyond it
  if (!has_local_part || !is_printable(text.substr(0, sign))) {
    return fail(kEmailMalformed, "name", std::string(text));
  }
  const auto domain = x509::DnsName::parse(text.substr(sign + 1));
  if (!domain || domain->is_wildcard()) {
    return fail(kEmailMalformed, "name", std::string(text));
  }
  TRY(rules.check(*domain, at));
  return name;
}

Result<GeneralName> vet_uri(const GeneralName& name) {
  const std::string_view text = name.text();
  const auto colon = text.find(':');
  if (colon == std::string_view::npos || colon + 1 == text.size() ||
      !is_scheme(text.substr(0, colon)) || !is_printable(text)) {
    return fail(kUriMalformed, "name", std::string(text));
  }
  return name;
}

// Kinds beyond these four are in no profile: check_content has refused them.
Result<GeneralName> vet_name(const GeneralName& name, const policy::NameRules& rules, Time at) {
  switch (name.kind()) {
    case GeneralName::Kind::dns:
      return vet_dns(name, rules, at);
    case GeneralName::Kind::ip:
      return vet_ip(name, rules, at);
    case GeneralName::Kind::email:
      return vet_email(name, rules, at);
    default:
      return vet_uri(name);
  }
}

Result<x509::GeneralNames> vet_names(const x509::GeneralNames& names,
                                     const policy::NameRules& rules, Time at) {
  x509::GeneralNames vetted;
  for (const GeneralName& name : names) {
    GeneralName one = TRY(vet_name(name, rules, at));
    if (std::ranges::find(vetted, one) == vetted.end()) {
      vetted.push_back(std::move(one));
    }
  }
  return vetted;
}

}  // namespace

Result<VettedRequest> VettedRequest::vet(const profile::Profile& profile, profile::Content content,
                                         profile::ValidityWish wish, const policy::NameRules& names,
                                         Time at) {
  if (names.set() != profile.set()) {
    return fail(kRulesMismatch, "profile", profile.name());
  }
  TRY(profile::check_content(profile, content, at));
  content.names = TRY(vet_names(content.names, names, at));
  TRY(policy::check_public_key(content.key, profile.set(), profile.key_use(), at));
  return VettedRequest(profile, std::move(content), wish);
}

}  // namespace chancery::issuance
