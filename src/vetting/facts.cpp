#include "vetting/facts.h"

#include <algorithm>
#include <string>

#include "base/utf8.h"
#include "identity/name.h"
#include "policy/filler.h"
#include "policy/places.h"
#include "profile/attribute_text.h"
#include "vetting/errors.h"
#include "x509/dns_name.h"
#include "x509/oids.h"

namespace chancery::vetting {
namespace {

using model::OrganizationFacts;

constexpr std::size_t kMaxText = 100;  // characters of what no certificate holds
constexpr std::size_t kMaxWebsite = 255;
constexpr std::string_view kNotInPhones = "abcdefghijklmnopqrstuvwxyz";

std::string lower(std::string_view text) {
  return identity::lower(text);
}

bool is_clean(std::string_view text) {
  const bool printable = std::ranges::all_of(
      text, [](char c) { return static_cast<unsigned char>(c) >= 0x20 && c != 0x7f; });
  return printable && is_utf8(text) && text.front() != ' ' && text.back() != ' ' &&
         text.find("  ") == text.npos;
}

std::unexpected<Error> refuse(std::string_view field, const std::string& seen) {
  return fail(kFactMalformed, {{"field", std::string(field)}, {"seen", seen}});
}

/// Present, and at most that many characters.
Result<void> check_text(std::string_view field, const std::string& text, std::size_t most) {
  if (text.empty() || !is_clean(text) || policy::is_filler(text) ||
      profile::characters_in(text) > most) {
    return refuse(field, text);
  }
  return {};
}

Result<void> check_optional(std::string_view field, const std::string& text, std::size_t most) {
  return text.empty() ? Result<void>() : check_text(field, text, most);
}

/// As the subject attribute has it.
Result<void> check_attribute(std::string_view field, const der::Oid& type,
                             const std::string& text) {
  TRY(check_text(field, text, profile::characters_allowed(type)));
  return profile::check_attribute_text(type, text) ? Result<void>() : refuse(field, text);
}

Result<void> check_optional(std::string_view field, const der::Oid& type, const std::string& text) {
  return text.empty() ? Result<void>() : check_attribute(field, type, text);
}

Result<void> check_place(const OrganizationFacts& facts) {
  TRY(check_attribute("country", x509::kCountry, facts.country));
  TRY(check_optional("state_or_province", x509::kStateOrProvince, facts.state_or_province));
  TRY(check_optional("locality", x509::kLocality, facts.locality));
  if (!facts.state_or_province.empty()) {
    TRY(policy::check_state(facts.country, facts.state_or_province));
  } else if (facts.locality.empty()) {
    return fail(kPlaceMissing, "citation", "TLS BR 7.1.2.7.4");
  }
  return facts.locality.empty() ? Result<void>() : policy::check_locality(facts.locality);
}

Result<void> check_website(const std::string& website) {
  if (website.empty()) {
    return {};
  }
  std::string_view rest = website;
  for (const std::string_view scheme : {"https://", "http://"}) {
    if (rest.starts_with(scheme)) {
      rest.remove_prefix(scheme.size());
      break;
    }
  }
  const bool has_scheme = rest.size() < website.size();
  const std::string host = lower(rest.substr(0, rest.find_first_of("/?#:")));
  if (!has_scheme || website.size() > kMaxWebsite || !is_clean(website) ||
      website.find(' ') != website.npos || !x509::DnsName::parse(host)) {
    return refuse("website", website);
  }
  return {};
}

Result<void> check_phone(const std::string& phone) {
  constexpr std::size_t kFewestDigits = 5;
  constexpr std::size_t kMostDigits = 20;
  const auto digits = static_cast<std::size_t>(
      std::ranges::count_if(phone, [](char c) { return c >= '0' && c <= '9'; }));
  TRY(check_text("representative.phone", phone, 2 * kMostDigits));
  if (digits < kFewestDigits || digits > kMostDigits ||
      lower(phone).find_first_of(kNotInPhones) != phone.npos) {
    return refuse("representative.phone", phone);
  }
  return {};
}

Result<void> check_representative(const model::Representative& person) {
  TRY(check_text("representative.name", person.name, kMaxText));
  TRY(check_optional("representative.title", person.title, kMaxText));
  TRY(identity::check_email(person.email));
  return check_phone(person.phone);
}

}  // namespace

Result<void> check_facts(const OrganizationFacts& facts) {
  TRY(check_attribute("name", x509::kOrganization, facts.name));
  TRY(check_place(facts));
  TRY(check_optional("street", x509::kStreetAddress, facts.street));
  TRY(check_optional("postal_code", x509::kPostalCode, facts.postal_code));
  TRY(check_optional("registration_number", facts.registration_number, kMaxText));
  TRY(check_website(facts.website));
  return check_representative(facts.representative);
}

}  // namespace chancery::vetting
