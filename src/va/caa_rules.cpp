#include "va/caa_rules.h"

#include <algorithm>
#include <fmt/ranges.h>

#include "va/caa_value.h"
#include "va/errors.h"

namespace chancery::va {
namespace {

// Properties that may be critical without stopping us: each is either obeyed here, or speaks of
// something else than TLS server certificates.
struct KnownTag {
  std::string_view tag;
  std::string_view citation;
};
constexpr KnownTag kKnownTags[] = {
    {"issue", "RFC 8659 section 4.2"},     {"issuewild", "RFC 8659 section 4.3"},
    {"iodef", "RFC 8659 section 4.4"},     {"issuemail", "RFC 9495"},
    {"contactemail", "TLS BR appendix A"}, {"contactphone", "TLS BR appendix A"},
};

constexpr CaaReuse kReuse[] = {
    {"BR 3.2.2.8: within the TTL of the CAA record, or 8 hours, whichever is greater",
     at_date(2017, 9, 8), std::chrono::hours(8)},
};

bool is_known(const net::CaaRecord& record) {
  return std::ranges::any_of(kKnownTags, [&](const auto& row) { return row.tag == record.tag; });
}

std::vector<std::string_view> values_of(std::span<const net::CaaRecord> records,
                                        std::string_view tag) {
  std::vector<std::string_view> out;
  for (const auto& record : records) {
    if (record.tag == tag) {
      out.push_back(record.value);
    }
  }
  return out;
}

// RFC 8657 section 3: compared as text; more than one such parameter can never be satisfied.
bool account_fits(const CaaIssueValue& value, const std::optional<std::string>& account_uri) {
  const auto wanted = value.all("accounturi");
  return wanted.empty() || (wanted.size() == 1 && account_uri && wanted[0] == *account_uri);
}

// RFC 8657 section 4: a comma-separated list of labels.
bool lists_method(std::string_view list, Method method) {
  while (true) {
    const auto comma = list.find(',');
    if (is_labelled(method, list.substr(0, comma))) {
      return true;
    }
    if (comma == std::string_view::npos) {
      return false;
    }
    list.remove_prefix(comma + 1);
  }
}

bool method_fits(const CaaIssueValue& value, const std::optional<Method>& method) {
  const auto wanted = value.all("validationmethods");
  return wanted.empty() || (wanted.size() == 1 && method && lists_method(wanted[0], *method));
}

// What speaks against this property, for the applicant; "" when it authorizes us.
std::string objection(std::string_view text, const CaaQuestion& question,
                      std::span<const std::string> issuer_domains) {
  const auto value = parse_caa_issue_value(text);
  if (!value) {
    return "its value is malformed";
  }
  if (std::ranges::find(issuer_domains, value->issuer_domain) == issuer_domains.end()) {
    return value->issuer_domain.empty() ? "it authorizes nobody" : "it names another authority";
  }
  if (!account_fits(*value, question.account_uri)) {
    return "its accounturi is not that of this account";
  }
  if (!method_fits(*value, question.method)) {
    return "its validationmethods do not include the method used";
  }
  return {};
}

}  // namespace

Result<CaaReason> judge_caa(std::span<const net::CaaRecord> records, const CaaQuestion& question,
                            std::span<const std::string> issuer_domains) {
  for (const auto& record : records) {
    if (record.critical && !is_known(record)) {
      return fail(kCaaCriticalUnknown, "property", record.tag);
    }
  }
  std::string_view tag = question.name.is_wildcard() ? "issuewild" : "issue";
  auto values = values_of(records, tag);
  if (values.empty() && question.name.is_wildcard()) {
    tag = "issue";
    values = values_of(records, tag);
  }
  if (values.empty()) {
    return CaaReason::no_restriction;
  }
  std::string objections;
  for (const auto value : values) {
    const auto why_not = objection(value, question, issuer_domains);
    if (why_not.empty()) {
      return CaaReason::authorized;
    }
    if (objections.size() < 1024) {
      objections += fmt::format("{}{} \"{}\": {}", objections.empty() ? "" : ", ", tag,
                                net::printable(value, 128), why_not);
    }
  }
  return fail(kCaaForbids,
              {{"reason", objections},
               {"authorities_here", fmt::format("{}", fmt::join(issuer_domains, ", "))}});
}

Time caa_usable_until(Time checked, std::chrono::seconds ttl) {
  auto at_least = std::chrono::seconds(0);
  for (const auto& row : kReuse) {
    at_least = checked >= row.effective ? row.at_least : at_least;
  }
  return checked + std::max(at_least, ttl);
}

std::vector<std::string> iodef_of(std::span<const net::CaaRecord> records) {
  std::vector<std::string> out;
  for (const auto value : values_of(records, "iodef")) {
    out.push_back(net::printable(value, 255));
  }
  return out;
}

}  // namespace chancery::va
