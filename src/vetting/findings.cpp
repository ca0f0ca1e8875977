#include "vetting/findings.h"

#include <algorithm>
#include <string_view>

#include "base/utf8.h"
#include "identity/name.h"
#include "profile/attribute_text.h"
#include "vetting/errors.h"
#include "vetting/sources.h"

namespace chancery::vetting {
namespace {

constexpr std::size_t kMaxSource = 200;
constexpr std::size_t kMaxComment = 2000;

/// With at least one character that is not a blank; lines may end.
Result<void> check_prose(std::string_view field, const std::string& text, std::size_t most) {
  const bool printable = std::ranges::all_of(
      text, [](char c) { return static_cast<unsigned char>(c) >= 0x20 ? c != 0x7f : c == '\n'; });
  if (!printable || !is_utf8(text) || text.find_first_not_of(" .-\n") == text.npos ||
      profile::characters_in(text) > most) {
    return fail(kFactMalformed, {{"field", std::string(field)}, {"seen", text}});
  }
  return {};
}

std::string digits_of(std::string_view text) {
  std::string digits;
  std::ranges::copy_if(text, std::back_inserter(digits),
                       [](char c) { return c >= '0' && c <= '9'; });
  return digits;
}

/// Whether a source is the phone number or mail address that came with the application.
bool names_applicant(const model::VettingSource& source, const model::Representative& person) {
  const std::string phone = digits_of(person.phone);
  return (!phone.empty() && digits_of(source.reference).find(phone) != std::string::npos) ||
         identity::lower(source.reference).find(identity::lower(person.email)) != std::string::npos;
}

}  // namespace

Result<void> check_finding(const model::OrganizationFacts& facts, const Finding& finding) {
  TRY(check_source(finding.check, finding.source.kind));
  TRY(check_prose("source.name", finding.source.name, kMaxSource));
  TRY(check_prose("source.reference", finding.source.reference, kMaxSource));
  if (!finding.comment.empty()) {
    return check_prose("comment", finding.comment, kMaxComment);
  }
  if (finding.check == model::VettingCheck::contact &&
      names_applicant(finding.source, facts.representative)) {
    return fail(kContactNotIndependent, "citation", "TLS BR 1.6.1, 3.2.5; NT-37");
  }
  if (finding.check == model::VettingCheck::address && finding.passed && facts.country == "XX") {
    return fail(kCountryUnexplained, "citation", "TLS BR 7.1.2.7.4; NT-19");
  }
  return {};
}

Result<void> check_reason(const std::string& reason) {
  return check_prose("reason", reason, kMaxComment);
}

}  // namespace chancery::vetting
