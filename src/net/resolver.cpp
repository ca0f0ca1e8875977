#include "net/resolver.h"

#include "net/errors.h"

namespace chancery::net {
namespace {

template <class T>
Result<std::vector<T>> read_all(const DnsAnswer& answer, Result<T> (*read)(BytesView)) {
  std::vector<T> out;
  for (const auto& rdata : answer.rdata) {
    auto value = read(rdata);
    if (!value) {
      return std::unexpected(std::move(value).error().with("name", answer.name.text()));
    }
    out.push_back(std::move(*value));
  }
  return out;
}

}  // namespace

std::string_view to_text(Security security) {
  return security == Security::secure ? "secure" : "insecure";
}

Result<DnsAnswer> require_data(Result<DnsAnswer> answer) {
  if (!answer || answer->outcome == Outcome::data) {
    return answer;
  }
  const auto& kind = answer->outcome == Outcome::no_data ? kDnsNoData : kDnsNoSuchName;
  return fail(kind, {{"name", answer->name.text()}, {"type", std::string(to_text(answer->type))}});
}

Result<std::vector<Address>> addresses_of(const DnsAnswer& answer) {
  return read_all<Address>(answer, [](BytesView rdata) -> Result<Address> {
    auto address = Address::from_bytes(rdata);
    if (!address) {
      return fail(kDnsRecordMalformed, {{"type", "address"}, {"reason", "wrong length"}});
    }
    return address;
  });
}

Result<std::vector<std::string>> txt_of(const DnsAnswer& answer) {
  return read_all<std::string>(answer, parse_txt);
}

Result<std::vector<CaaRecord>> caa_of(const DnsAnswer& answer) {
  return read_all<CaaRecord>(answer, parse_caa);
}

}  // namespace chancery::net
