#include "va/challenge.h"

#include <fmt/format.h>

#include "base/encoding.h"
#include "crypto/hash.h"

namespace chancery::va {
namespace {

template <class... Ts>
struct Overloaded : Ts... {
  using Ts::operator()...;
};

}  // namespace

Method method_of(const Challenge& challenge) {
  constexpr Method kByAlternative[] = {Method::http_01, Method::dns_01, Method::tls_alpn_01,
                                       Method::dns_change};
  return kByAlternative[challenge.index()];
}

x509::Identifier identifier_of(const Challenge& challenge) {
  return std::visit(
      Overloaded{[](const Http01Challenge& c) { return c.identifier; },
                 [](const Dns01Challenge& c) { return x509::Identifier(c.domain); },
                 [](const TlsAlpn01Challenge& c) { return c.identifier; },
                 [](const DnsChangeChallenge& c) { return x509::Identifier(c.domain); }},
      challenge);
}

std::string http_01_url(const x509::Identifier& identifier, std::string_view token) {
  const bool v6 = identifier.ip() != nullptr && !identifier.ip()->is_v4();
  return fmt::format("http://{}{}{}/.well-known/acme-challenge/{}", v6 ? "[" : "",
                     identifier.value(), v6 ? "]" : "", token);
}

std::string dns_01_record_name(const x509::DnsName& domain) {
  return "_acme-challenge." + domain.without_wildcard().text();
}

std::string dns_01_value(std::string_view key_authorization) {
  return to_base64url(crypto::sha256(as_bytes(key_authorization)));
}

}  // namespace chancery::va
