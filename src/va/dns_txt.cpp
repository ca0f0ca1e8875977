// dns-01 (RFC 8555 section 8.4) and DNS change (BR 3.2.2.4.7): a value in a TXT record.
#include <algorithm>
#include <fmt/ranges.h>
#include <thread>

#include "net/errors.h"
#include "va/attempt.h"
#include "va/errors.h"

namespace chancery::va {
namespace {

constexpr std::size_t kMaxValuesShown = 5;

std::string shown(const std::vector<std::string>& values) {
  std::vector<std::string> out;
  for (const auto& value : values) {
    if (out.size() == kMaxValuesShown) {
      out.push_back(fmt::format("and {} more", values.size() - kMaxValuesShown));
      break;
    }
    out.push_back('"' + net::printable(value, 100) + '"');
  }
  return fmt::format("{}", fmt::join(out, ", "));
}

Result<void> find_txt(const net::QueryName& name, const std::string& value, const Tools& tools,
                      net::Deadline deadline, Observations& seen) {
  const auto answer = TRY(tools.resolver.query(name, net::RecordType::txt, deadline));
  seen.dns.push_back(observe(answer));
  ErrorParameters where{{"name", name.text()}, {"expected", value}};
  if (!answer.aliases.empty()) {
    where.emplace_back("alias_of", fmt::format("{}", fmt::join(answer.aliases, " -> ")));
  }
  if (answer.outcome != net::Outcome::data) {
    const bool exists = answer.outcome == net::Outcome::no_data;
    where.emplace_back("answer", exists ? "no TXT record at this name" : "NXDOMAIN");
    return fail(kTxtMissing, std::move(where));
  }
  const auto values = TRY(net::txt_of(answer));
  if (std::ranges::find(values, value) == values.end()) {
    where.emplace_back("seen", shown(values));
    return fail(kTxtMismatch, std::move(where));
  }
  return {};
}

// The resolver may hold an answer that is as old as its cache allows: a record that was put there
// in the meantime gets a second look before the applicant is told that it is missing.
Result<void> find_fresh_txt(const net::QueryName& name, const std::string& value,
                            const Tools& tools, net::Deadline deadline, Observations& seen) {
  constexpr Duration kStaleFor{2100};  // net::ResolverSettings::max_cache, in whole seconds begun
  auto found = find_txt(name, value, tools, deadline, seen);
  if (found || !(found.error().is(kTxtMissing) || found.error().is(kTxtMismatch))) {
    return found;
  }
  std::this_thread::sleep_until(deadline.within(kStaleFor).at());
  return find_txt(name, value, tools, deadline, seen);
}

// BR 3.2.2.4.7: at the authorization domain name, or that "prefixed with a Domain Label that begins
// with an underscore character".
bool is_record_name_for(std::string_view record_name, const x509::DnsName& authorization_domain) {
  if (record_name == authorization_domain.text()) {
    return true;
  }
  const auto dot = record_name.find('.');
  return record_name.starts_with('_') && dot != std::string_view::npos &&
         record_name.substr(dot + 1) == authorization_domain.text();
}

}  // namespace

Result<void> prove(const Dns01Challenge& challenge, const Tools& tools, net::Deadline deadline,
                   Observations& seen) {
  const auto name = TRY(net::QueryName::parse(dns_01_record_name(challenge.domain)));
  return find_fresh_txt(name, dns_01_value(challenge.key_authorization), tools, deadline, seen);
}

Result<void> prove(const DnsChangeChallenge& challenge, const Tools& tools, net::Deadline deadline,
                   Observations& seen) {
  const auto name = net::QueryName::parse(challenge.record_name);
  if (!name || challenge.value.empty() || challenge.authorization_domain.is_wildcard() ||
      !is_record_name_for(name->text(), challenge.authorization_domain) ||
      !challenge.domain.without_wildcard().is_under(challenge.authorization_domain)) {
    return fail(kChallengeMalformed,
                {{"method", "dns-change"}, {"record_name", challenge.record_name}});
  }
  return find_fresh_txt(*name, challenge.value, tools, deadline, seen);
}

}  // namespace chancery::va
