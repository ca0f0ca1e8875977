#include "va/hosts.h"

#include <algorithm>

#include "net/address_filter.h"
#include "va/errors.h"

namespace chancery::va {
namespace {

using Addresses = std::vector<net::Address>;

Result<Addresses> look_up(const net::QueryName& name, net::RecordType type, const Tools& tools,
                          net::Deadline deadline, Observations& seen) {
  const auto answer = TRY(tools.resolver.query(name, type, deadline));
  seen.dns.push_back(observe(answer));
  return net::addresses_of(answer);
}

// Absence is no failure here: the list is just empty.
Result<Addresses> look_up_both(const net::QueryName& name, const Tools& tools,
                               net::Deadline deadline, Observations& seen) {
  const auto six_share = deadline.within(deadline.remaining() / 2);
  auto six = look_up(name, net::RecordType::aaaa, tools, six_share, seen);
  auto four = look_up(name, net::RecordType::a, tools, deadline, seen);
  for (auto* answer : {&six, &four}) {
    if (!*answer && answer->error().is(net::kDnsBogus)) {
      return pass(*answer);
    }
  }
  if (!four && (!six || six->empty())) {
    return pass(four);
  }
  if (!six && four->empty()) {
    return pass(six);
  }
  Addresses out;
  for (auto* answer : {&six, &four}) {
    if (*answer) {
      out.insert(out.end(), (*answer)->begin(), (*answer)->end());
    }
  }
  return out;
}

Result<Addresses> keep_allowed(const Addresses& all, std::string_view host, const Tools& tools) {
  const net::AddressFilter filter(tools.settings.private_addresses);
  Addresses out;
  std::optional<Error> refusal;
  std::size_t count[2] = {0, 0};
  for (const auto& address : all) {
    if (auto allowed = filter.check(address); !allowed) {
      refusal = std::move(allowed).error().with("host", std::string(host));
    } else if (count[address.is_v4() ? 1 : 0]++ < kMaxAddressesOfAFamily) {
      out.push_back(address);
    }
  }
  if (out.empty() && refusal) {
    return std::unexpected(std::move(*refusal));
  }
  return out;
}

}  // namespace

Result<Addresses> find_addresses(std::string_view host, const Tools& tools, net::Deadline deadline,
                                 Observations& seen) {
  if (const auto literal = net::Address::parse(host)) {
    return keep_allowed({*literal}, host, tools);
  }
  const auto name = TRY(net::QueryName::parse(host));
  const auto all = TRY(look_up_both(name, tools, deadline, seen));
  if (all.empty()) {
    return fail(kNoAddress, "host", std::string(host));
  }
  return keep_allowed(all, host, tools);
}

}  // namespace chancery::va
